import { expect, it } from 'vitest';
import { fetchEveryMs, FetchPace } from './fetch-pace.js';

it('lets the first fetch begin at once', () => {
  expect(new FetchPace().waitMs(0)).toBe(0);
});

it('keeps the next one until its time, and no longer', () => {
  const pace = new FetchPace();
  pace.begin(1_000.5);
  expect(pace.waitMs(1_000.5)).toBe(fetchEveryMs);
  expect(pace.waitMs(1_002)).toBe(3);
  expect(pace.waitMs(1_000.5 + fetchEveryMs)).toBe(0);
  expect(pace.waitMs(2_000)).toBe(0);
});

it('counts from the newest of several', () => {
  const pace = new FetchPace();
  pace.begin(1_000);
  pace.begin(1_004);
  expect(pace.waitMs(1_005)).toBe(4);
});
