import type { ConsumedRecord } from '@posthorn/kafka';
import { eventually } from '@posthorn/testing';
import { afterEach, expect, it } from 'vitest';
import { RecordBatches, type BatchWork } from './record-batches.js';

const record = (value: string): ConsumedRecord => ({
  ...{ topic: 'reports', partition: 0, offset: '0', appendedAtMs: 0, knownAtMs: 0, key: null, headers: {} },
  value: Buffer.from(value),
});

const started: RecordBatches<string>[] = [];
afterEach(() => Promise.all(started.splice(0).map((batches) => batches.stop())));

/** Batches with a journal of what was worked off, and which values are complete. */
function begin(given: Partial<BatchWork<string>>) {
  const worked: (readonly string[])[] = [];
  const complete: string[] = [];
  const batches = new RecordBatches<string>({
    read: ({ value }) => value?.toString(),
    work: (items) => {
      worked.push(items);
      return Promise.resolve(new Set());
    },
    failed: () => undefined,
    ...given,
  });
  started.push(batches);
  const take = (...values: string[]): void => {
    for (const value of values) batches.take(record(value), { complete: () => complete.push(value) });
  };
  return { batches, worked, complete, take };
}

it('works off what waits together, in its order, and completes it afterwards', async () => {
  const { batches, worked, complete, take } = begin({});
  take('a', 'b', 'c');
  expect(complete).toEqual([]);
  batches.start();
  await eventually(() => complete.length === 3);
  expect(worked).toEqual([['a', 'b', 'c']]);
});

it('completes at once what is nothing to the work', () => {
  const { complete, take } = begin({ read: () => undefined });
  take('a');
  expect(complete).toEqual(['a']);
});

it('does again what failed, and completes nothing before', async () => {
  const failures: unknown[] = [];
  const away = new Error('away');
  const seen: (readonly string[])[] = [];
  const { batches, complete, take } = begin({
    work: (items) => {
      seen.push(items);
      return seen.length === 1 ? Promise.reject(away) : Promise.resolve(new Set());
    },
    failed: (error) => failures.push(error),
  });
  take('a', 'b');
  batches.start();
  await eventually(() => failures.length === 1);
  expect(complete).toEqual([]);
  await eventually(() => complete.length === 2);
  expect(seen).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});

it('keeps in its place what has to wait, and goes on with the others', async () => {
  const seen: (readonly string[])[] = [];
  const { batches, complete, take } = begin({
    work: (items) => {
      seen.push(items);
      return Promise.resolve(new Set(seen.length === 1 ? ['a', 'c'] : []));
    },
  });
  take('a', 'b', 'c');
  batches.start();
  await eventually(() => complete.length === 3);
  expect(complete).toEqual(['b', 'a', 'c']);
  expect(seen[1]?.slice(0, 2)).toEqual(['a', 'c']);
});

it('holds reading while much waits', async () => {
  const { batches, complete, take } = begin({});
  expect(batches.admit()).toBeUndefined();
  take(...Array.from({ length: 2_000 }, (_, index) => String(index)));
  const hold = batches.admit();
  expect(hold?.reason).toBe('back-pressure');
  batches.start();
  await hold?.until;
  expect(batches.admit()).toBeUndefined();
  await eventually(() => complete.length === 2_000);
});
