import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PendingOffsets } from './pending-offsets.js';

/** Begins so many, each so far above the one before it, and then ends so many of a hundred, from the lowest, or mixed. */
const phase = fc.record({
  begins: fc.integer({ min: 30, max: 300 }),
  apart: fc.integer({ min: 1, max: 9 }),
  endedPercent: fc.integer({ min: 0, max: 100 }),
  fromLowest: fc.boolean(),
});

describe('PendingOffsets', () => {
  it('are what a set would be, whatever begins and ends', () => {
    let cleared = 0;
    fc.assert(
      fc.property(
        fc.array(phase, { minLength: 2, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (phases, picks) => {
          const pending = new PendingOffsets();
          const model: number[] = [];
          let next = 0;
          for (const { begins, apart, endedPercent, fromLowest } of phases) {
            for (let count = 0; count < begins; count += 1) {
              next += apart;
              pending.begin(next);
              model.push(next);
            }
            for (let ends = Math.floor((model.length * endedPercent) / 100); ends > 0; ends -= 1) {
              const pick = fromLowest ? 0 : Number(picks.next().value) % model.length;
              const [offset = NaN] = model.splice(pick, 1);
              const before = pending.placesTaken;
              expect([pending.end(offset), pending.end(offset)]).toEqual([true, false]);
              if (pending.placesTaken < before) cleared += 1;
              expect([pending.count, pending.lowest]).toEqual([model.length, model[0]]);
            }
          }
          expect([...pending]).toEqual(model);
          expect([pending.end(next + 1), pending.end(-1)]).toEqual([false, false]);
        },
      ),
    );
    expect(cleared).toBeGreaterThan(0);
  });

  it('clear away what has ended behind one that waits', () => {
    const pending = new PendingOffsets();
    for (let offset = 0; offset < 100_000; offset += 1) {
      pending.begin(offset);
      if (offset > 0) pending.end(offset);
    }
    expect([[...pending], pending.placesTaken < 200]).toEqual([[0], true]);
  });

  it('begin in their order only', () => {
    const pending = new PendingOffsets();
    pending.begin(5);
    expect(() => {
      pending.begin(5);
    }).toThrow('offset 5 is not above the last one');
  });
});
