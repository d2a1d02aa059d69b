import { expect, it } from 'vitest';
import { OwnLimits } from './own-limits.js';

const limits = { inFlightMax: 2, perSecond: 0.5 };

it('are a number of POSTs at once, and a rate', () => {
  const own = new OwnLimits(limits);
  expect([own.inFlightMax, own.intervalMs, own.waitMs(0, 0)]).toEqual([2, 2_000, 0]);
  own.begin(0);
  expect(own.waitMs(0, 500)).toBe(1_450);
  expect(own.waitMs(2, 500)).toBe(5_450);
});

it('may be only one of the two', () => {
  expect(new OwnLimits({ inFlightMax: undefined, perSecond: 1 }).inFlightMax).toBe(Infinity);
  const own = new OwnLimits({ inFlightMax: 1, perSecond: undefined });
  own.begin(0);
  expect([own.waitMs(5, 0), own.intervalMs]).toEqual([0, 0]);
});

it('are themselves only', () => {
  const own = new OwnLimits(limits);
  expect([own.are({ ...limits }), own.are({ ...limits, perSecond: undefined })]).toEqual([true, false]);
});
