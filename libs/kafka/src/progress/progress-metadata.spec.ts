import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMetadata, encodeMetadata, metadataCharsMax, shareOfText } from './progress-metadata.js';
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

const few = fc.integer({ min: 1, max: 5 });
const many = fc.integer({ min: 1, max: 400 });
const someRuns = fc.array(fc.tuple(fc.oneof(few, many), many), { maxLength: 60 }).map(runsOf);
const manyRuns = fc.array(fc.tuple(few, many), { minLength: 3_000, maxLength: 3_500 }).map(runsOf);

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
        expect(told?.length).toBeGreaterThan(500);
      }),
      { numRuns: 20 },
    );
  });

  it('tells all of so many as it says it can, in whatever order they are', () => {
    fc.assert(
      fc.property(manyRuns, fc.nat(3_500), (all, count) => {
        const runs = all.slice(0, count);
        const complete = runs.reduce((sum, { start, end }) => sum + end - start, 0);
        const incomplete = (runs.at(-1)?.end ?? base) - base - complete;
        fc.pre(shareOfText(incomplete, complete) <= 1);
        expect(decodeMetadata(base, encodeMetadata(base, runs))).toEqual(runs);
      }),
      { numRuns: 50 },
    );
  });

  it('takes little for few incomplete offsets, however far apart they are', () => {
    expect(encodeMetadata(base, [])).toBe('');
    expect(encodeMetadata(base, runsOf([[1, 1_000_000]]))).toHaveLength(6);
    const far = runsOf(Array.from({ length: 500 }, () => [1, 300] as const));
    expect(encodeMetadata(base, far).length).toBeLessThan(metadataCharsMax / 4);
    expect(shareOfText(500, 150_000)).toBeLessThan(1 / 4);
  });

  it('leaves out what no text can tell', () => {
    expect(encodeMetadata(base, runsOf([[1, Number.MAX_SAFE_INTEGER - 2 * base]]))).toBe('');
  });

  it('answers undefined for text that it did not write', () => {
    for (const text of [
      'x',
      'g',
      'g0',
      'gfAA',
      'g0*A',
      'gvAA',
      'g8fg',
      'g0____',
      'r1.2',
      `g0${'A'.repeat(5_000)}`,
    ]) {
      expect(decodeMetadata(base, text), text).toBeUndefined();
    }
  });

  it('never throws for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.constantFrom('', 'g', 'g0', 'g7'), (text, form) => {
        for (const run of decodeMetadata(base, form + text) ?? []) expect(run.start).toBeGreaterThan(base);
      }),
    );
  });
});
