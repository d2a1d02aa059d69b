import { describe, expect, it } from 'vitest';
import { OwnLimits } from './own-limits.js';

const nowMs = 1_000_000;
const limits = { inFlightMax: 2, perSecond: 0.5 };
const context = { nowMs, fromMs: nowMs + 10_000, answersMs: 100 };

describe('turns', () => {
  it('follow each other as fast as the rate allows', () => {
    const own = new OwnLimits(limits);
    const turns = [1, 2, 3].map(() => own.turn(undefined, context) - nowMs);
    expect(turns).toEqual([12_000, 14_000, 16_000]);
  });

  it('follow each other as fast as the endpoint answers, where it has no rate', () => {
    const own = new OwnLimits({ inFlightMax: 2, perSecond: undefined });
    expect([own.turn(undefined, context), own.turn(undefined, context)]).toEqual([
      ...[nowMs + 10_100, nowMs + 10_200],
    ]);
  });

  it('are kept, unless an earlier one is free: the row began anew, or the limits are wider', () => {
    const own = new OwnLimits(limits);
    for (let count = 0; count < 10; count += 1) own.turn(undefined, context);
    expect(own.turn(nowMs + 20_000, context)).toBe(nowMs + 20_000);
    expect(own.turn(nowMs + 3_600_000, context)).toBe(nowMs + 32_000);
  });

  it('that were missed are not behind everybody', () => {
    const own = new OwnLimits(limits);
    for (let count = 0; count < 1_000; count += 1) own.turn(undefined, context);
    expect(own.turn(nowMs - 1, context)).toBe(nowMs + 12_000);
    expect(own.turn(nowMs - 1, context)).toBe(nowMs + 14_000);
  });
});

describe('limits', () => {
  it('know what is ahead', () => {
    const own = new OwnLimits(limits);
    expect(own.isAhead(nowMs)).toBe(false);
    own.begin(nowMs);
    expect([own.isAhead(nowMs), own.isAhead(nowMs + 2_000)]).toEqual([true, false]);
    own.turn(undefined, context);
    expect([own.isAhead(nowMs + 2_000), own.isAhead(nowMs + 12_000)]).toEqual([true, false]);
  });

  it('are themselves only', () => {
    const own = new OwnLimits(limits);
    expect([own.are({ ...limits }), own.are({ ...limits, perSecond: undefined })]).toEqual([true, false]);
  });
});
