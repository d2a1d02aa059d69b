import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OwnedPartition } from './owned-partition.js';
import { TopicWatch } from './topic-watch.js';

const everyMs = 1_000;
const [one, other] = ['Zf3eBd0FSzGYwl-kJ2oSUw', 'mQ2jC8hXTpKo0yEwVb5s1A'];

let ids: Record<string, string> | undefined;
let failure: Error | undefined;
const askTopicIds = vi.fn<(topics: readonly string[]) => Promise<ReadonlyMap<string, string> | undefined>>(
  () =>
    failure === undefined ? Promise.resolve(ids && new Map(Object.entries(ids))) : Promise.reject(failure),
);
const replaced: string[] = [];
const failures: unknown[] = [];
let owned: readonly OwnedPartition[];
let watch: TopicWatch;

function reading(topic: string, partition: number, topicId?: string): OwnedPartition {
  const partitionOfIt = new OwnedPartition(topic, partition);
  partitionOfIt.rebuild({ offset: 5, metadata: '' }, { topicId });
  return partitionOfIt;
}

beforeEach(() => {
  vi.useFakeTimers();
  askTopicIds.mockClear();
  [ids, failure] = [{ a: one, b: one }, undefined];
  for (const list of [replaced, failures]) list.length = 0;
  owned = [reading('a', 0, one), reading('a', 1, one), reading('b', 0, one)];
  watch = new TopicWatch({
    ...{ everyMs, owned: () => owned, askTopicIds },
    onReplaced: (all) => replaced.push(all.map(({ topic, partition }) => `${topic}/${partition}`).join()),
    onFailure: (error) => failures.push(error),
  });
  watch.start();
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

it('names every partition of a topic that has another id, and no other one', async () => {
  await vi.advanceTimersByTimeAsync(everyMs);
  expect(askTopicIds.mock.calls).toEqual([[['a', 'b']]]);
  expect(replaced).toEqual([]);
  ids = { a: other, b: one };
  await vi.advanceTimersByTimeAsync(everyMs);
  expect(replaced).toEqual(['a/0,a/1']);
});

it.each([
  ['the topic is not there', () => (ids = { b: one })],
  ['the broker knows no ids', () => (ids = undefined)],
  ['no id was known', () => (owned = [reading('a', 0)])],
  ['it was given up meanwhile', () => askTopicIds.mockImplementationOnce(async () => giveUp())],
])('names none when %s', async (_what, happens) => {
  ids = { a: other, b: one };
  happens();
  await vi.advanceTimersByTimeAsync(everyMs);
  expect(askTopicIds).toHaveBeenCalledOnce();
  expect(replaced).toEqual([]);
});

function giveUp(): Promise<ReadonlyMap<string, string>> {
  owned = [];
  return Promise.resolve(new Map([['a', other]]));
}

it('asks again after Kafka did not answer, and says that it did not', async () => {
  failure = new Error('no broker');
  await vi.advanceTimersByTimeAsync(everyMs);
  expect(failures).toEqual([failure]);
  [failure, ids] = [undefined, { a: one, b: other }];
  await vi.advanceTimersByTimeAsync(everyMs);
  expect(replaced).toEqual(['b/0']);
});

it('asks nothing while it owns nothing, nor when it has been stopped', async () => {
  const all = owned;
  owned = [];
  await vi.advanceTimersByTimeAsync(everyMs);
  owned = all;
  watch.stop();
  watch.start();
  await vi.advanceTimersByTimeAsync(3 * everyMs);
  expect(askTopicIds).not.toHaveBeenCalled();
});

it('says nothing of an answer that comes after it was stopped', async () => {
  askTopicIds.mockImplementationOnce(() => {
    watch.stop();
    return Promise.resolve(new Map([['a', other]]));
  });
  await vi.advanceTimersByTimeAsync(3 * everyMs);
  expect(askTopicIds).toHaveBeenCalledOnce();
  expect(replaced).toEqual([]);
});
