import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FetchGate, shortWaitMs } from './fetch-gate.js';
import { FetchPace, fetchPace } from './fetch-pace.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function gate() {
  const long: boolean[] = [];
  const made = new FetchGate((isLong) => long.push(isLong), new FetchPace(() => 0));
  /** Whether a fetch that asks now may begin before so many milliseconds are over. */
  const letsThrough = async (withinMs = 0): Promise<boolean> => {
    const asked = askedAt(made);
    await vi.advanceTimersByTimeAsync(withinMs);
    return asked.passed;
  };
  return { gate: made, long, letsThrough };
}

function askedAt(asked: FetchGate): { passed: boolean } {
  const fetch = { passed: false };
  asked.pass().then(
    () => (fetch.passed = true),
    () => expect.unreachable(),
  );
  return fetch;
}

describe('a fetch', () => {
  it('begins at its pace while there is room', async () => {
    const { gate: open, letsThrough } = gate();
    expect(await letsThrough()).toBe(true);
    open.begin();
    expect(await letsThrough(fetchPace.shortestMs - 1)).toBe(false);
    expect(await letsThrough(fetchPace.shortestMs)).toBe(true);
  });

  it('begins in the moment in which there is room again, and not for one reason of two', async () => {
    const { gate: closed, letsThrough } = gate();
    closed.close('memory');
    closed.close('share');
    const fetch = askedAt(closed);
    closed.open('memory');
    await vi.advanceTimersByTimeAsync(1);
    expect(fetch.passed).toBe(false);
    closed.open('share');
    await vi.advanceTimersByTimeAsync(0);
    expect([fetch.passed, await letsThrough()]).toEqual([true, true]);
  });

  it('pauses nothing in a short wait', async () => {
    const { gate: closed, long } = gate();
    closed.close('memory');
    await vi.advanceTimersByTimeAsync(shortWaitMs - 1);
    closed.open('memory');
    await vi.advanceTimersByTimeAsync(10 * shortWaitMs);
    expect(long).toEqual([]);
  });
});

describe('a long wait', () => {
  it('lets fetches through, says so once, and says when it is over', async () => {
    const { gate: closed, long, letsThrough } = gate();
    closed.close('memory');
    closed.close('memory');
    expect(await letsThrough(shortWaitMs - 1)).toBe(false);
    expect(await letsThrough(1)).toBe(true);
    closed.close('share');
    expect([long, await letsThrough()]).toEqual([[true], true]);
    closed.open('share');
    expect(long).toEqual([true]);
    closed.open('memory');
    closed.open('memory');
    expect(long).toEqual([true, false]);
  });

  it('is followed by a short one when there is no room again', async () => {
    const { gate: closed, long, letsThrough } = gate();
    closed.close('memory');
    await vi.advanceTimersByTimeAsync(shortWaitMs);
    closed.open('memory');
    closed.close('memory');
    expect([long, await letsThrough()]).toEqual([[true, false], false]);
  });
});
