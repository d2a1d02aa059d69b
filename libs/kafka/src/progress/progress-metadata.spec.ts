import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMetadata, encodeMetadata, metadataCharsMax, shareOfText } from './progress-metadata.js';
import type { Run } from './runs.js';

const base = 1_000;

/** Runs above `base`, from how many are incomplete before them and their own lengths. */
function runsOf(lengths: readonly (readonly [number, number])[]): Run[] {
  let at = base;
  return lengths.map(([incomplete, length]) => {
    const run = { start: at + incomplete, end: at + incomplete + length };
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
    expect(encodeMetadata(base, runsOf([[1, 1_000_000]]))).toHaveLength(15);
    const far = runsOf(Array.from({ length: 500 }, () => [1, 300] as const));
    expect(encodeMetadata(base, far).length).toBeLessThan(metadataCharsMax / 4);
    expect(shareOfText(500, 150_000)).toBeLessThan(1 / 4);
  });

  it('tells all where that takes the whole text', () => {
    const runs = runsOf(Array.from({ length: 12_256 }, () => [1, 1] as const));
    expect(shareOfText(12_256, 12_256)).toBe(1);
    expect(decodeMetadata(base, encodeMetadata(base, runs))).toEqual(runs);
  });

  it('leaves out what no text can tell', () => {
    expect(encodeMetadata(base, runsOf([[1, Number.MAX_SAFE_INTEGER - 2 * base]]))).toBe('');
  });

  it('answers undefined for text that it did not write', () => {
    const texts = [
      'x',
      'global',
      'generation',
      'r1.2',
      'ph1.',
      'ph1.A',
      'ph1.AAAAAAA',
      `ph1.${'A'.repeat(5_000)}`,
    ];
    for (const text of texts) expect(decodeMetadata(base, text), text).toBeUndefined();
  });

  it('answers undefined for text that it wrote for another offset, or that was changed', () => {
    fc.assert(
      fc.property(someRuns, fc.nat(5_000), fc.nat(), (runs, away, at) => {
        fc.pre(runs.length > 0 && away > 0);
        const text = encodeMetadata(base, runs);
        expect(decodeMetadata(base + away, text)).toBeUndefined();
        const changed = 4 + (at % (text.length - 5));
        const other = text.charAt(changed) === 'A' ? 'B' : 'A';
        const wrong = text.slice(0, changed) + other + text.slice(changed + 1);
        expect(decodeMetadata(base, wrong)).toBeUndefined();
      }),
    );
  });

  it('never throws, and takes no text for what is complete', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.constantFrom('', 'ph', 'ph1.'), (text, form) => {
        fc.pre(form + text !== '');
        expect(decodeMetadata(base, form + text)).toBeUndefined();
      }),
    );
  });
});
