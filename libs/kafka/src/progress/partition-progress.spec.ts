import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PartitionProgress } from './partition-progress.js';
import { decodeMetadata, encodeMetadata } from './progress-metadata.js';

const fresh = (offset = 0): PartitionProgress => PartitionProgress.restore({ offset, metadata: '' });
/** What a commit would say, with its metadata decoded. */
const told = (progress: PartitionProgress) => {
  const { offset, metadata } = progress.committable();
  return { offset, complete: decodeMetadata(offset, metadata)?.runs.map(({ start, end }) => [start, end]) };
};
/** Of 10 to 15, complete: 11 and 12, and 14. */
const leftAbove10 = {
  offset: 10,
  metadata: encodeMetadata(10, {
    topicId: undefined,
    runs: [
      { start: 11, end: 13 },
      { start: 14, end: 15 },
    ],
  }),
};
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
const records = (from: number, to: number) => ({
  fetchedOffset: from,
  offsets: range(from, to),
  nextOffset: to,
});

describe('PartitionProgress', () => {
  it('commits the lowest incomplete offset and tells what is complete above it', () => {
    const progress = fresh();
    progress.take(records(0, 5));
    for (const offset of [1, 2, 4]) progress.complete(offset);
    expect(told(progress)).toEqual({
      offset: 0,
      complete: [
        [1, 3],
        [4, 5],
      ],
    });
    progress.complete(0);
    expect(told(progress)).toEqual({ offset: 3, complete: [[4, 5]] });
    progress.complete(3);
    expect(told(progress)).toEqual({ offset: 5, complete: [] });
  });

  it('begins only what the committed metadata does not tell as complete', () => {
    const progress = PartitionProgress.restore(leftAbove10);
    expect(progress.take(records(10, 16))).toEqual({ kind: 'taken', begun: [10, 13, 15] });
  });

  it('keeps telling what it has not read again yet', () => {
    const progress = PartitionProgress.restore(leftAbove10);
    progress.take(records(10, 11));
    progress.complete(10);
    expect(told(progress)).toEqual({ offset: 13, complete: [[14, 15]] });
  });

  it('discards records that were not fetched from the position', () => {
    const progress = fresh(7);
    expect(progress.take(records(9, 12))).toEqual({ kind: 'stale', expected: 7 });
    expect(progress.take(records(5, 12))).toEqual({ kind: 'stale', expected: 7 });
    expect(progress.committable().offset).toBe(7);
  });

  it('counts a gap as complete only inside a fetch from the position', () => {
    const progress = fresh();
    progress.take({ fetchedOffset: 0, offsets: [3, 9], nextOffset: 11 });
    expect(told(progress)).toEqual({
      offset: 3,
      complete: [
        [4, 9],
        [10, 11],
      ],
    });
  });

  it('throws when an offset is completed twice or never began', () => {
    const progress = fresh();
    progress.take(records(0, 2));
    progress.complete(1);
    expect(() => {
      progress.complete(1);
    }).toThrow('offset 1 is not incomplete');
    expect(() => {
      progress.complete(9);
    }).toThrow('offset 9 is not incomplete');
  });

  it('takes metadata that does not decode for none', () => {
    const progress = PartitionProgress.restore({ offset: 3, metadata: 'set by hand' });
    expect(progress.take(records(3, 5))).toEqual({ kind: 'taken', begun: [3, 4] });
  });

  it('is full when one metadata text might no longer tell what is complete', () => {
    const progress = fresh();
    progress.take(records(0, 20_000));
    expect(progress.isFull).toBe(true);
    for (const offset of range(150, 20_000)) progress.complete(offset);
    expect(progress.isFull).toBe(false);
  });

  it('is not full for few that wait, however many are complete behind them', () => {
    const progress = fresh();
    const waiting = new Set(range(0, 500).map((index) => index * 7));
    progress.take(records(0, 150_000));
    for (const offset of range(0, 150_000)) if (!waiting.has(offset)) progress.complete(offset);
    expect(progress.isFull).toBe(false);
    const { complete } = told(progress);
    expect(complete?.at(-1)).toEqual([3_494, 150_000]);
    expect(complete).toHaveLength(500);
  });

  it('is full for a thousand with two million complete behind them, and not with one million', () => {
    const progress = fresh();
    progress.take(records(0, 1_000));
    const readOn = (to: number): void => {
      progress.take({ fetchedOffset: progress.position, offsets: [], nextOffset: to });
    };
    readOn(1_000_000);
    expect(progress.isFull).toBe(false);
    readOn(2_000_000);
    expect(progress.isFull).toBe(true);
    progress.complete(0);
    for (const offset of range(1, 300)) progress.complete(offset);
    expect(progress.isFull).toBe(false);
  });

  it('can tell all that is complete while it is not full, whichever offsets those are', () => {
    const seen = { full: 0, notFull: 0 };
    const apart = fc.array(fc.nat(12), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(apart, fc.integer({ min: 1, max: 6_000 }), (runLengths, count) => {
        const progress = fresh();
        let runs = 0;
        let next = 0;
        for (let pending = 0; pending < count; pending += 1) {
          const length = runLengths[pending % runLengths.length] ?? 0;
          progress.take({ fetchedOffset: next, offsets: [next], nextOffset: next + 1 + length });
          next += 1 + length;
          if (length > 0) runs += 1;
        }
        seen[progress.isFull ? 'full' : 'notFull'] += 1;
        if (!progress.isFull) expect(told(progress).complete).toHaveLength(runs);
      }),
    );
    expect([seen.full > 0, seen.notFull > 0]).toEqual([true, true]);
  });
});

type Step =
  | { readonly kind: 'fetch'; readonly size: number }
  | { readonly kind: 'stale_fetch'; readonly from: number }
  | { readonly kind: 'complete'; readonly pick: number }
  | { readonly kind: 'commit' }
  | { readonly kind: 'crash' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('fetch' as const), size: fc.nat(40) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stale_fetch' as const), from: fc.nat(300) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('complete' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'commit' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'crash' as const }) },
);

const isHole = (offset: number): boolean => offset % 7 === 3 || offset % 11 < 2;

/** The log and its readers, told by sets instead of runs. */
class Model {
  progress = fresh();
  committed = { offset: 0, metadata: '' };
  readonly done = new Set<number>();
  begun: number[] = [];
  position = 0;

  run(action: Step): void {
    if (action.kind === 'fetch') this.fetch(action.size);
    else if (action.kind === 'stale_fetch') this.staleFetch(action.from);
    else if (action.kind === 'complete') this.complete(action.pick);
    else if (action.kind === 'commit') this.committed = this.progress.committable();
    else this.crash();
    this.check();
  }

  /** Every offset from the position on, but for the holes, which are no records. */
  fetch(size: number): void {
    const all = range(this.position, this.position + size);
    const offsets = all.filter((offset) => !isHole(offset));
    const taken = this.progress.take({
      fetchedOffset: this.position,
      offsets,
      nextOffset: this.position + size,
    });
    if (taken.kind !== 'taken') throw new Error('a fetch from the position was refused');
    for (const offset of all.filter(isHole)) this.done.add(offset);
    for (const offset of taken.begun) this.done.delete(offset);
    this.begun.push(...taken.begun);
    this.position += size;
  }

  staleFetch(from: number): void {
    if (from !== this.position) expect(this.progress.take(records(from, from + 3)).kind).toBe('stale');
  }

  complete(pick: number): void {
    const [offset] = this.begun.splice(pick % Math.max(1, this.begun.length), 1);
    if (offset === undefined) return;
    this.progress.complete(offset);
    this.done.add(offset);
  }

  crash(): void {
    this.progress = PartitionProgress.restore(this.committed);
    this.position = this.progress.position;
    this.begun = [];
  }

  check(): void {
    const { offset } = this.progress.committable();
    for (const below of range(0, offset)) expect(this.done.has(below), `${below} was lost`).toBe(true);
    for (const pending of this.begun) expect(pending).toBeGreaterThanOrEqual(offset);
  }
}

describe('PartitionProgress against a model', () => {
  it('never commits past an incomplete offset, whatever the order of completions and crashes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const model = new Model();
        for (const action of steps) model.run(action);
      }),
      { numRuns: 500 },
    );
  });

  it('repeats after a crash only what was incomplete at the last commit', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const model = new Model();
        for (const action of steps) model.run(action);
        model.run({ kind: 'commit' });
        const { done, position } = model;
        const doneThen = new Set(done);
        model.run({ kind: 'crash' });
        model.fetch(Math.max(0, position - model.position));
        for (const offset of model.begun) expect(doneThen.has(offset), `${offset} was repeated`).toBe(false);
      }),
    );
  });
});
