import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Watchdog } from './watchdog.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watch() {
  let stuck = 0;
  const watchdog = new Watchdog({ silentMsMax: 60_000, now: () => Date.now(), onStuck: () => (stuck += 1) });
  watchdog.start();
  return { watchdog, stuck: () => stuck };
}

it('tells once when there was no sign of life for too long', () => {
  const { stuck } = watch();
  vi.advanceTimersByTime(60_000);
  expect(stuck()).toBe(0);
  vi.advanceTimersByTime(600_000);
  expect(stuck()).toBe(1);
});

it('is content with a sign of life now and then', () => {
  const { watchdog, stuck } = watch();
  for (let minute = 0; minute < 10; minute += 1) {
    vi.advanceTimersByTime(59_000);
    watchdog.alive();
  }
  expect(stuck()).toBe(0);
});

it('says nothing after it was stopped', () => {
  const { watchdog, stuck } = watch();
  watchdog.stop();
  vi.advanceTimersByTime(600_000);
  expect(stuck()).toBe(0);
});
