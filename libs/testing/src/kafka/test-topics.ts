// Topics of one spec file: one plain topic, or Posthorn's whole table under a prefix of its own.
import { randomBytes } from 'node:crypto';
import { topicNames, topicTable, type TopicNames } from '@posthorn/contracts';
import type { Admin, ITopicConfig } from 'kafkajs';
import { eventually } from '../eventually.js';
import { withAdmin } from './test-client.js';

export interface TestTopics {
  /** Such as `t3fa9c1.`; the value for `TOPIC_PREFIX`. */
  readonly prefix: string;
  readonly names: TopicNames;
  readonly retryTiers: readonly string[];
  /** Deletes them all. */
  delete(): Promise<void>;
}

export interface TestTopicsOptions {
  readonly retryTiers?: readonly string[];
  /** Partitions of every topic but the registry; default 1. */
  readonly partitions?: number;
}

/** Makes all of Posthorn's topics under a prefix of their own; each partition has its leader. */
export async function createTestTopics(
  brokers: readonly string[],
  { retryTiers = ['1s', '3s'], partitions = 1 }: TestTopicsOptions = {},
): Promise<TestTopics> {
  const prefix = `t${randomBytes(4).toString('hex')}.`;
  const names = topicNames(prefix);
  const table = topicTable({
    names,
    retryTiers,
    singleNode: true,
    partitions: { busy: partitions, other: partitions },
  });
  const topics = table.map(({ name, config, ...spec }) => ({
    topic: name,
    numPartitions: spec.partitions,
    replicationFactor: 1,
    configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
  }));
  await withAdmin(brokers, (admin) => createTopics(admin, topics));
  return {
    ...{ prefix, names, retryTiers },
    delete: () =>
      withAdmin(brokers, (admin) => admin.deleteTopics({ topics: topics.map(({ topic }) => topic) })),
  };
}

/** Makes one topic; its name. */
export async function createTestTopic(
  brokers: readonly string[],
  { partitions = 1, config = {} }: { partitions?: number; config?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const topic = `t${randomBytes(4).toString('hex')}`;
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  await withAdmin(brokers, (admin) =>
    createTopics(admin, [{ topic, numPartitions: partitions, replicationFactor: 1, configEntries }]),
  );
  return topic;
}

/** A topic that was just made is unknown for a moment, also when it has a leader: waits until each tells its end. */
async function createTopics(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ topics, waitForLeaders: false });
  await eventually(() => Promise.all(topics.map(({ topic }) => admin.fetchTopicOffsets(topic))), {
    timeoutMs: 15_000,
    what: `leaders of ${topics.length} topics`,
  });
}
