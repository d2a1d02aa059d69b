// Real broker. A commit whose metadata this group has not written for that offset: by another program, or by a tool that
// moves offsets and keeps what stands beside them.
import { randomUUID } from 'node:crypto';
import { createTestTopic, eventually, testKafka } from '@posthorn/testing';
import type { TopicPartitionOffsetAndMetadata } from 'kafkajs';
import { expect, inject, it } from 'vitest';
import { createKafka } from '../client/kafka-client.js';
import { encodeMetadata } from '../progress/progress-metadata.js';
import { drainedTopics } from './drained-topics.js';
import { appendAll, Member } from './member.fixture.js';

const brokers = inject('kafkaBrokers');
const formerId = 'Zf3eBd0FSzGYwl-kJ2oSUw';
const values = ['0', '1', '2', '3', '4', '5'];

/** As some other program that was in the group. */
async function commitAsAnother(groupId: string, commit: TopicPartitionOffsetAndMetadata): Promise<void> {
  const consumer = testKafka(brokers).consumer({ groupId });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.connect();
  await consumer.subscribe({ topic: commit.topic });
  await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
  await joined;
  await consumer.commitOffsets([commit]);
  await consumer.disconnect();
}

it.each([
  ['of another program', 'global'],
  ['of another offset', encodeMetadata(3, { topicId: undefined, runs: [{ start: 4, end: 6 }] })],
  ['of another offset and topic', encodeMetadata(3, { topicId: formerId, runs: [] })],
])(
  'counts as none when it is %s: everything above the commit is read, and it is said',
  async (_whose, metadata) => {
    const topic = await createTestTopic(brokers, { partitions: 1 });
    const groupId = `g-${randomUUID()}`;
    await appendAll(brokers, topic, values);
    await commitAsAnother(groupId, { topic, partition: 0, offset: '2', metadata });
    const member = new Member(brokers, { groupId, topics: [topic] });
    await member.consumer.start();
    await eventually(() => member.taken.length === 4);
    expect(member.values).toEqual(values.slice(2));
    expect(member.problems).toContainEqual({ kind: 'metadata_unreadable', topic, partition: 0 });
    await member.consumer.stop();
  },
);

it('counts for nothing when it belongs to another topic of that name: the log is read from its start, and it is said', async () => {
  const topic = await createTestTopic(brokers, { partitions: 1 });
  const groupId = `g-${randomUUID()}`;
  await appendAll(brokers, topic, values);
  const metadata = encodeMetadata(2, { topicId: formerId, runs: [{ start: 3, end: 6 }] });
  await commitAsAnother(groupId, { topic, partition: 0, offset: '2', metadata });
  const member = new Member(brokers, { groupId, topics: [topic] });
  await member.consumer.start();
  await eventually(() => member.taken.length === values.length);
  expect(member.values).toEqual(values);
  expect(member.problems).toEqual([{ kind: 'log_replaced', topic, partition: 0 }]);
  await member.consumer.stop();
});

it('does not pass for having the topic behind, when it belongs to another topic of that name', async () => {
  const topic = await createTestTopic(brokers, { partitions: 1 });
  const empty = await createTestTopic(brokers, { partitions: 1 });
  const groupId = `g-${randomUUID()}`;
  await appendAll(brokers, topic, values);
  const kafka = createKafka({ brokers, clientId: 'drained' });
  const drained = (): Promise<readonly string[]> => drainedTopics(kafka, groupId, [topic, empty]);
  expect(await drained()).toEqual([empty]);
  const metadata = encodeMetadata(6, { topicId: formerId, runs: [] });
  await commitAsAnother(groupId, { topic, partition: 0, offset: '6', metadata });
  expect(await drained()).toEqual([empty]);
  const member = new Member(brokers, { groupId, topics: [topic] });
  await member.consumer.start();
  await eventually(() => member.taken.length === values.length);
  await eventually(async () => (await drained()).includes(topic));
  await member.consumer.stop();
});
