import type { Batch } from 'kafkajs';
import { beforeEach, expect, it } from 'vitest';
import { takeBatch, type Intake } from './batch-intake.js';
import type { ConsumedRecord, RecordPlace } from './consumed-record.js';
import { OwnedPartition } from './owned-partition.js';

let owned: OwnedPartition;
let taken: { readonly record: ConsumedRecord; readonly place: RecordPlace }[];
let completions: number;
beforeEach(() => {
  owned = new OwnedPartition('a', 0);
  owned.rebuild({ offset: 10, metadata: '' });
  taken = [];
  completions = 0;
});

interface Fetched {
  readonly from: number;
  readonly count: number;
  /** Where the log ended when the broker answered. */
  readonly end: number;
}

function take({ from, count, end }: Fetched): Intake {
  const messages = Array.from({ length: count }, (_, index) => ({
    ...{ offset: String(from + index), timestamp: '1000', key: null, value: Buffer.from('{}') },
    ...{ attributes: 0, headers: {} },
  }));
  const batch = {
    ...{ topic: 'a', partition: 0, highWatermark: String(end), fetchedOffset: String(from), messages },
    lastOffset: () => String(from + count - 1),
  };
  return takeBatch(owned, batch as Partial<Batch> as Batch, {
    handler: {
      admit: () => undefined,
      take: (record, place) => taken.push({ record, place }),
    },
    onComplete: () => (completions += 1),
  });
}

it('tells of records that were there at the first fetch since when they are known', () => {
  take({ from: 10, count: 2, end: 13 });
  const firstMs = taken[0]?.record.knownAtMs;
  take({ from: 12, count: 2, end: 14 });
  const [, , third, fourth] = taken;
  expect(third?.record.knownAtMs).toBe(firstMs);
  expect(fourth?.record.knownAtMs).toBeGreaterThan(firstMs ?? Infinity);
});

it('learns no end from a batch that does not begin at the position: it may be of a former log', () => {
  expect(take({ from: 5, count: 1, end: 1_000 })).toEqual({ kind: 'stale', expected: 10 });
  expect([taken, owned.knownAtMs(500, 7)]).toEqual([[], 7]);
});

it('completes a record at its place, as long as the partition is ours', () => {
  take({ from: 10, count: 2, end: 12 });
  const [first, second] = taken.map(({ place }) => place);
  first?.complete();
  expect([second?.isOurs(), completions, owned.pendingCommit()?.offset]).toEqual([true, 1, 11]);
  owned.release();
  second?.complete();
  expect([second?.isOurs(), completions]).toEqual([false, 1]);
});
