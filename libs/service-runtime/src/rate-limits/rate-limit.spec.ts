import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RateLimit } from './rate-limit.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('allows so many in a second, for each key', async () => {
  const limit = new RateLimit(2);
  expect(await limit.count('a')).toEqual({ allowed: true, remaining: 1, retryAfterS: 1 });
  expect(await limit.count('a')).toEqual({ allowed: true, remaining: 0, retryAfterS: 1 });
  expect(await limit.count('a')).toEqual({ allowed: false, remaining: 0, retryAfterS: 1 });
  expect(await limit.count('b')).toMatchObject({ allowed: true });
});

it('begins anew after a second, however often it was asked meanwhile', async () => {
  const limit = new RateLimit(1);
  await limit.count('a');
  vi.advanceTimersByTime(900);
  expect(await limit.count('a')).toMatchObject({ allowed: false });
  vi.advanceTimersByTime(100);
  expect(await limit.count('a')).toMatchObject({ allowed: true });
});
