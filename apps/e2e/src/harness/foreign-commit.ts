// Commits for a group as somebody else would who is in it: an older version, or a tool of an operator.
import { testKafka } from '@posthorn/testing';
import type { GroupTopic } from './committed.js';

export interface ForeignCommit {
  readonly partition: number;
  readonly offset: number;
  readonly metadata: string;
}

/** The group has no other member meanwhile. */
export async function commitAsForeigner(
  brokers: readonly string[],
  { groupId, topic }: GroupTopic,
  { partition, offset, metadata }: ForeignCommit,
): Promise<void> {
  const consumer = testKafka(brokers).consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({ autoCommit: false, eachBatch: () => Promise.resolve() });
  await joined;
  await consumer.commitOffsets([{ topic, partition, offset: String(offset), metadata }]);
  await consumer.disconnect();
}
