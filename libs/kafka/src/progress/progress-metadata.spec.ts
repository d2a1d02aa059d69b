import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMetadata, encodeMetadata, metadataCharsMax } from './progress-metadata.js';
import type { Run } from './runs.js';

const base = 1_000;

/** Runs above `base`, from the lengths of their gaps and of themselves. */
function runsOf(lengths: readonly (readonly [number, number])[]): Run[] {
  let at = base;
  return lengths.map(([gap, length]) => {
    const run = { start: at + gap, end: at + gap + length };
    at = run.end;
    return run;
  });
}

const positive = fc.integer({ min: 1, max: 400 });
const someRuns = fc.array(fc.tuple(positive, positive), { maxLength: 60 }).map(runsOf);
const manyRuns = fc.array(fc.tuple(positive, positive), { minLength: 2_000, maxLength: 2_500 }).map(runsOf);

describe('progress metadata', () => {
  it('tells exactly what was complete', () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        expect(decodeMetadata(base, encodeMetadata(base, runs))).toEqual(runs);
      }),
    );
  });

  it('never exceeds the limit, and then tells a part that is true', () => {
    fc.assert(
      fc.property(manyRuns, (runs) => {
        const text = encodeMetadata(base, runs);
        expect(text.length).toBeLessThanOrEqual(metadataCharsMax);
        const told = decodeMetadata(base, text);
        expect(told).toEqual(runs.slice(0, told?.length));
        expect(told?.length).toBeGreaterThan(100);
      }),
      { numRuns: 20 },
    );
  });

  it('uses bits for many short runs and lengths for few long ones', () => {
    expect(encodeMetadata(base, runsOf(Array.from({ length: 500 }, () => [1, 1] as const)))).toMatch(/^b/);
    expect(encodeMetadata(base, runsOf([[1, 1_000_000]]))).toBe('r1.lfls');
    expect(encodeMetadata(base, [])).toBe('');
  });

  it('answers undefined for text that it did not write', () => {
    for (const text of [
      'x',
      'r',
      'r1',
      'r1.',
      'r0.5',
      'r5.0',
      'r-1.2',
      'rzzzzzzzzzzz.zzzzzzzzzzz',
      'b*',
      'bAQ',
      `b${'A'.repeat(5_000)}`,
    ]) {
      expect(decodeMetadata(base, text), text).toBeUndefined();
    }
  });

  it('never throws for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.constantFrom('', 'r', 'b'), (text, form) => {
        for (const run of decodeMetadata(base, form + text) ?? []) expect(run.start).toBeGreaterThan(base);
      }),
    );
  });
});
