import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PendingOffsets } from './pending-offsets.js';

describe('PendingOffsets', () => {
  it('are what a set would be, whatever begins and ends', () => {
    const steps = fc.array(
      fc.oneof(fc.record({ begin: fc.integer({ min: 1, max: 9 }) }), fc.record({ end: fc.nat() })),
      {
        maxLength: 1_000,
        size: 'max',
      },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const pending = new PendingOffsets();
        const model = new Set<number>();
        let next = 0;
        for (const step of all) {
          if ('begin' in step) {
            next += step.begin;
            pending.begin(next);
            model.add(next);
          } else {
            const offset = step.end % (next + 2);
            expect(pending.end(offset)).toBe(model.delete(offset));
          }
          expect([pending.count, pending.lowest]).toEqual([model.size, [...model][0]]);
        }
        expect([...pending]).toEqual([...model]);
      }),
      { numRuns: 30 },
    );
  });

  it('clear away what has ended behind one that waits', () => {
    const pending = new PendingOffsets();
    for (let offset = 0; offset < 100_000; offset += 1) {
      pending.begin(offset);
      if (offset > 0) pending.end(offset);
    }
    expect([[...pending], pending.placesTaken < 200]).toEqual([[0], true]);
  });
});
