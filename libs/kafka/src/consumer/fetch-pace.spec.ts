import { describe, expect, it } from 'vitest';
import { FetchPace, fetchPace } from './fetch-pace.js';

const { shortestMs, longestMs } = fetchPace;

/** After a minute at that load, a fetch begun at 0. */
function paceAt(busyShare: number): FetchPace {
  const pace = new FetchPace(() => busyShare);
  for (let atMs = -60_000; atMs <= 0; atMs += 100) pace.begin(atMs);
  return pace;
}

describe('the pace of fetches', () => {
  it('lets the first one begin at once', () => {
    expect(new FetchPace(() => 1).waitMs(0)).toBe(0);
  });

  it('keeps the next one until its time, and no longer', () => {
    const pace = paceAt(0);
    expect(pace.waitMs(0)).toBe(shortestMs);
    expect(pace.waitMs(1.5)).toBe(shortestMs - 2);
    expect(pace.waitMs(shortestMs)).toBe(0);
    expect(pace.waitMs(1_000)).toBe(0);
  });

  it('counts from the newest of several', () => {
    const pace = paceAt(0);
    pace.begin(4);
    expect(pace.waitMs(5)).toBe(shortestMs - 1);
  });

  it.each([
    [0.7, shortestMs],
    [0.85, (shortestMs + longestMs) / 2],
    [1, longestMs],
  ])('with the event loop busy for %d of its time is one fetch in %d ms', (busyShare, expected) => {
    expect(Math.abs(paceAt(busyShare).waitMs(0) - expected)).toBeLessThanOrEqual(1);
  });

  it('follows the load, and no single look', () => {
    let busyShare = 0;
    const pace = new FetchPace(() => busyShare);
    for (let atMs = 0; atMs < 1_000; atMs += 10) pace.begin(atMs);
    busyShare = 1;
    pace.begin(1_000);
    expect(pace.waitMs(1_000)).toBe(shortestMs);
  });
});
