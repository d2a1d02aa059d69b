import { expect, it } from 'vitest';
import { Bell } from './bell.js';

const never = new AbortController().signal;
const hourMs = 3_600_000;

it('wakes who waits', async () => {
  const bell = new Bell();
  const waiting = bell.next(hourMs, never);
  bell.ring();
  await waiting;
});

it('does not lose a ring while nobody waits, and keeps it once', async () => {
  const bell = new Bell();
  bell.ring();
  await bell.next(hourMs, never);
  let woken = false;
  const waiting = bell.next(hourMs, never).then(() => {
    woken = true;
  });
  await Promise.resolve();
  expect(woken).toBe(false);
  bell.ring();
  await waiting;
});

it('ends by the time, and by the signal', async () => {
  const stop = new AbortController();
  await new Bell().next(1, never);
  const waiting = new Bell().next(hourMs, stop.signal);
  stop.abort();
  await waiting;
  await new Bell().next(hourMs, stop.signal);
});
