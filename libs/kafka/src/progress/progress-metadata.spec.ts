import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMetadata, encodeMetadata, metadataCharsMax, shareOfText } from './progress-metadata.js';
import type { Run } from './runs.js';

const base = 1_000;
const topicId = 'Zf3eBd0FSzGYwl-kJ2oSUw';

/** Of that topic. */
const encode = (runs: readonly Run[]): string => encodeMetadata(base, { topicId, runs });

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
        expect(decodeMetadata(base, encode(runs))).toEqual({ topicId, runs });
      }),
    );
  });

  it('never exceeds the limit, and then tells a part that is true', () => {
    fc.assert(
      fc.property(manyRuns, (runs) => {
        const text = encode(runs);
        expect(text.length).toBeLessThanOrEqual(metadataCharsMax);
        const told = decodeMetadata(base, text)?.runs;
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
        expect(decodeMetadata(base, encode(runs))).toEqual({ topicId, runs });
      }),
      { numRuns: 50 },
    );
  });

  it('takes little for few incomplete offsets, however far apart they are', () => {
    expect(encode([])).toHaveLength(34);
    expect(encode(runsOf([[1, 1_000_000]]))).toHaveLength(38);
    const far = runsOf(Array.from({ length: 500 }, () => [1, 300] as const));
    expect(encode(far).length).toBeLessThan(metadataCharsMax / 4);
    expect(shareOfText(500, 150_000)).toBeLessThan(1 / 4);
  });

  it('tells all where that takes the whole text', () => {
    const runs = runsOf(Array.from({ length: 12_184 }, () => [1, 1] as const));
    expect(shareOfText(12_184, 12_184)).toBe(1);
    expect(decodeMetadata(base, encode(runs))).toEqual({ topicId, runs });
  });

  it('leaves out what no text can tell', () => {
    const text = encode(runsOf([[1, Number.MAX_SAFE_INTEGER - 2 * base]]));
    expect(decodeMetadata(base, text)).toEqual({ topicId, runs: [] });
  });

  it('tells the topic when nothing is complete, and what is complete when no id is known', () => {
    expect(decodeMetadata(base, encode([]))).toEqual({ topicId, runs: [] });
    const unknown = { topicId: undefined, runs: runsOf([[1, 2]]) };
    expect(decodeMetadata(base, encodeMetadata(base, unknown))).toEqual(unknown);
    const nothing = { topicId: undefined, runs: [] };
    expect(encodeMetadata(base, nothing)).toBe('');
    expect(decodeMetadata(base, '')).toEqual(nothing);
  });

  it('answers undefined for text that it did not write', () => {
    const texts = [
      'x',
      'global',
      'generation',
      'r1.2',
      'ph2.',
      'ph2..',
      'ph2..A',
      'ph2..AAAAAAA',
      `${encode([])}.`,
      encode([]).replace('ph2', 'ph1'),
      encode([]).replace(topicId, ''),
      `ph2..${'A'.repeat(5_000)}`,
    ];
    for (const text of texts) expect(decodeMetadata(base, text), text).toBeUndefined();
  });

  it('answers undefined for text that it wrote for another offset, or that was changed', () => {
    fc.assert(
      fc.property(someRuns, fc.nat(5_000), fc.nat(), (runs, away, at) => {
        fc.pre(away > 0);
        const text = encode(runs);
        expect(decodeMetadata(base + away, text)).toBeUndefined();
        const changed = 'ph2.'.length + (at % (text.length - 5));
        const other = text.charAt(changed) === 'A' ? 'B' : 'A';
        const wrong = text.slice(0, changed) + other + text.slice(changed + 1);
        expect(decodeMetadata(base, wrong)).toBeUndefined();
      }),
    );
  });

  it('never throws, and takes no text for what is complete', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.constantFrom('', 'ph', 'ph2.', 'ph2..'), (text, form) => {
        fc.pre(form + text !== '');
        expect(decodeMetadata(base, form + text)).toBeUndefined();
      }),
    );
  });
});
