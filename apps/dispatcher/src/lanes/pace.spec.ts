import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace } from './pace.js';

const startMs = 1_000_000;

/** When POSTs begin that are always waiting; each wake is as late as `lateMs` says. */
function begunAt(perSecond: number, lateMs: readonly number[]): number[] {
  const pace = new Pace(perSecond);
  let nowMs = startMs;
  return lateMs.map((late) => {
    nowMs += Math.max(0, pace.waitMs(0, nowMs)) + late;
    pace.begin(nowMs);
    return nowMs;
  });
}

describe('a pace', () => {
  const rates = fc.constantFrom(0.1, 0.5, 1, 3, 10, 50, 100, 1_000);
  const wakes = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 }), fc.nat(5_000)), {
    ...{ minLength: 2, maxLength: 300 },
  });

  it('lets no more begin in any time than the rate, 50 ms of it and one', () => {
    const property = fc.property(rates, wakes, (perSecond, lateMs) => {
      const begun = begunAt(perSecond, lateMs);
      for (const [first, fromMs] of begun.entries()) {
        for (const [beyond, toMs] of begun.slice(first).entries()) {
          const most = (perSecond * (toMs - fromMs + 50)) / 1_000 + 1;
          expect(beyond + 1).toBeLessThanOrEqual(most + 1e-6);
        }
      }
    });
    fc.assert(property, { numRuns: 50 });
  });

  it.each([0.1, 1, 7, 100])('loses nothing of %s a second to timers that are a little late', (perSecond) => {
    const begun = begunAt(perSecond, Array<number>(1_000).fill(Math.min(20, 40 / perSecond)));
    const tookS = ((begun.at(-1) ?? 0) - startMs) / 1_000;
    expect(1_000 / tookS).toBeGreaterThan(perSecond * 0.99);
  });

  it('says how long a POST waits behind others', () => {
    const pace = new Pace(0.1);
    expect(pace.waitMs(0, startMs)).toBe(0);
    pace.begin(startMs);
    expect(pace.waitMs(0, startMs)).toBe(9_950);
    expect(pace.waitMs(3, startMs)).toBe(39_950);
    expect(pace.waitMs(0, startMs + 20_000)).toBe(0);
  });
});
