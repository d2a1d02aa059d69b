import { describe, expect, it } from 'vitest';
import { ChangeSignal } from './change-signal.js';

describe('waiting for a condition', () => {
  it('answers at once when it holds, else at the change that brings it', async () => {
    const changes = new ChangeSignal();
    const { signal } = new AbortController();
    expect(await changes.holds(() => true, signal)).toBe(true);
    let ready = false;
    const waiting = changes.holds(() => ready, signal);
    changes.emit();
    ready = true;
    changes.emit();
    expect(await waiting).toBe(true);
  });

  it('answers false when it is aborted first, and then listens no more', async () => {
    const changes = new ChangeSignal();
    const stop = new AbortController();
    let looks = 0;
    const waiting = changes.holds(() => {
      looks += 1;
      return false;
    }, stop.signal);
    stop.abort();
    expect(await waiting).toBe(false);
    const looked = looks;
    changes.emit();
    expect(looks).toBe(looked);
  });
});
