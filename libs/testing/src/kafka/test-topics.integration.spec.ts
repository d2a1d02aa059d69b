import { expect, inject, it } from 'vitest';
import { committedOffsets, readTopic } from './read-topic.js';
import { testKafka, withAdmin } from './test-client.js';
import { createTestTopic, createTestTopics } from './test-topics.js';

const brokers = inject('kafkaBrokers');

it('makes Posthorn’s whole table under a prefix of its own, and deletes it', async () => {
  const topics = await createTestTopics(brokers, { retryTiers: ['1s'], partitions: 2 });
  const ours = async (): Promise<string[]> => {
    const all = await withAdmin(brokers, (admin) => admin.listTopics());
    return all.filter((name) => name.startsWith(topics.prefix));
  };
  expect(await ours()).toEqual(
    expect.arrayContaining([topics.names.events('contact'), topics.names.registry, topics.names.retry('1s')]),
  );
  const end = await withAdmin(brokers, (admin) => admin.fetchTopicOffsets(topics.names.events('deal')));
  expect(end.map(({ partition }) => partition).sort()).toEqual([0, 1]);
  await topics.delete();
  await expect.poll(ours).toEqual([]);
});

it('reads what a topic holds, and nothing from an empty one', async () => {
  const topic = await createTestTopic(brokers, { partitions: 2 });
  expect(await readTopic(brokers, topic)).toEqual([]);
  const producer = testKafka(brokers).producer();
  await producer.connect();
  const messages = [
    { key: 'a', value: 'first', headers: { name: 'value' }, partition: 1 },
    { key: 'a', value: null, partition: 1 },
  ];
  await producer.send({ topic, messages });
  await producer.disconnect();
  const records = await readTopic(brokers, topic);
  expect(records).toMatchObject([
    { partition: 1, offset: '0', key: 'a', value: Buffer.from('first'), headers: { name: 'value' } },
    { partition: 1, offset: '1', key: 'a', value: null },
  ]);
  expect(Date.now() - (records[0]?.appendedAtMs ?? 0)).toBeLessThan(30_000);
});

it('tells what a group has committed', async () => {
  const topic = await createTestTopic(brokers, { partitions: 2 });
  const groupId = `g-${topic}`;
  await commit({ groupId, topic, offset: '7' });
  const committed = await committedOffsets(brokers, { groupId, topic });
  expect(committed.get(0)?.offset).toBe(7n);
  expect(committed.get(1)?.offset).toBe(-1n);
});

async function commit(given: { groupId: string; topic: string; offset: string }): Promise<void> {
  const producer = testKafka(brokers).producer({ transactionalId: given.groupId, maxInFlightRequests: 1 });
  await producer.connect();
  const transaction = await producer.transaction();
  const topics = [{ topic: given.topic, partitions: [{ partition: 0, offset: given.offset }] }];
  await transaction.sendOffsets({ consumerGroupId: given.groupId, topics });
  await transaction.commit();
  await producer.disconnect();
}
