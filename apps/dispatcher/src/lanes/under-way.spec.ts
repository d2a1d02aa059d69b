import fc from 'fast-check';
import { expect, it } from 'vitest';
import { delivery } from '../delivery/delivery.fixture.js';
import { UnderWay, type Begun } from './under-way.js';

const begin = (underWay: UnderWay, atMs: number): Begun => underWay.begin(delivery(), 'proven', atMs);

function beginThree(underWay: UnderWay): readonly [Begun, Begun, Begun] {
  return [begin(underWay, 100), begin(underWay, 200), begin(underWay, 300)];
}

it('knows how long the oldest takes, whichever others end', () => {
  const underWay = new UnderWay();
  expect(underWay.oldestAgeMs(1_000)).toBe(0);
  const [first, second, third] = beginThree(underWay);
  underWay.end(second);
  expect([underWay.count, underWay.oldestAgeMs(1_000)]).toEqual([2, 900]);
  underWay.end(first);
  expect([underWay.count, underWay.oldestAgeMs(1_000)]).toEqual([1, 700]);
  underWay.end(third);
  expect([underWay.count, underWay.oldestAgeMs(1_000)]).toEqual([0, 0]);
});

it('tells of each that takes long once, and counts it until it has ended', () => {
  const underWay = new UnderWay();
  const told: Begun[] = [];
  const count = (beforeMs: number): number => underWay.countLong(beforeMs, (begun) => told.push(begun));
  const [first, second] = beginThree(underWay);
  expect([count(100), count(201), count(201)]).toEqual([0, 2, 2]);
  expect(told).toEqual([first, second]);
  underWay.end(first);
  expect([count(201), count(301)]).toEqual([1, 2]);
  expect(told.length).toBe(3);
});

it('holds those that have begun and not ended, the oldest first, and what has ended keeps none of them', () => {
  const steps = fc.array(fc.oneof(fc.constant('begin' as const), fc.nat({ max: 9 })), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (taken) => {
      const underWay = new UnderWay();
      const expected: Begun[] = [];
      let nowMs = 0;
      for (const step of taken) {
        nowMs += 1;
        if (step === 'begin') expected.push(begin(underWay, nowMs));
        const [ended] = step === 'begin' ? [] : expected.splice(step, 1);
        if (ended === undefined) continue;
        underWay.end(ended);
        expect([ended.earlier, ended.later]).toEqual([undefined, undefined]);
      }
      const found: Begun[] = [];
      expect(underWay.count).toBe(expected.length);
      expect(underWay.countLong(nowMs + 1, (begun) => found.push(begun))).toBe(expected.length);
      expect(found).toEqual(expected);
    }),
  );
});
