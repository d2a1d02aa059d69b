// Makes the topics that are absent and compares the others with the topic table. Changes no topic that exists,
// except for growing its partitions when that is asked for.
import { setTimeout as pause } from 'node:timers/promises';
import type { TopicNames, TopicSpec } from '@posthorn/contracts';
import type { Admin, Kafka } from 'kafkajs';
import { existingTopics, type ExistingTopic } from './existing-topic.js';
import { topicDifferences, type TopicDifference } from './topic-differences.js';

export interface TopicsReport {
  readonly created: readonly string[];
  readonly grown: readonly string[];
  /** Not empty: an operator must act. */
  readonly differences: readonly TopicDifference[];
  /** Topics of retry tiers that are no longer configured; dispatchers drain them, then they can be deleted. */
  readonly formerRetryTiers: readonly string[];
}

export interface EnsureTopicsOptions {
  readonly names: TopicNames;
  readonly table: readonly TopicSpec[];
  /** Growth breaks the order of keys once. The registry never grows. */
  readonly growPartitions: boolean;
}

const leadersTimeoutMs = 30_000;
const leadersPollMs = 200;

/** Idempotent, and may run several times at once. Throws what kafkajs throws. */
export async function ensureTopics(kafka: Kafka, options: EnsureTopicsOptions): Promise<TopicsReport> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await ensure(admin, options);
  } finally {
    await admin.disconnect();
  }
}

async function ensure(
  admin: Admin,
  { names, table, growPartitions }: EnsureTopicsOptions,
): Promise<TopicsReport> {
  const fewBrokers = await tooFewBrokers(admin, table);
  if (fewBrokers !== undefined)
    return { created: [], grown: [], differences: [fewBrokers], formerRetryTiers: [] };
  const tableNames = table.map(({ name }) => name);
  const before = await existingTopics(admin, tableNames);
  const created = table.filter(({ name }) => !before.has(name));
  const grown = growPartitions ? table.filter((spec) => isSmaller(before.get(spec.name), spec)) : [];
  await create(admin, created);
  await grow(admin, grown);
  await waitForLeaders(admin, [...created, ...grown]);
  const after = await existingTopics(admin, tableNames);
  return {
    created: created.map(({ name }) => name),
    grown: grown.map(({ name }) => name),
    differences: table.flatMap((spec) => compare(spec, after.get(spec.name))),
    formerRetryTiers: await formerRetryTiers(admin, names, tableNames),
  };
}

const isSmaller = (existing: ExistingTopic | undefined, spec: TopicSpec): boolean =>
  existing !== undefined && existing.partitions < spec.partitions;

const compare = (spec: TopicSpec, existing: ExistingTopic | undefined): readonly TopicDifference[] =>
  existing === undefined ? [absent(spec)] : topicDifferences(spec, existing);

const absent = ({ name }: TopicSpec): TopicDifference => ({
  ...{ topic: name, setting: 'topic', expected: 'there', found: 'absent' },
  fix: 'Run this command again.',
});

async function tooFewBrokers(
  admin: Admin,
  table: readonly TopicSpec[],
): Promise<TopicDifference | undefined> {
  const { brokers } = await admin.describeCluster();
  const needed = Math.max(...table.map(({ replicationFactor }) => replicationFactor));
  if (brokers.length >= needed) return undefined;
  return {
    topic: 'all topics',
    setting: 'brokers',
    expected: `at least ${needed}`,
    found: String(brokers.length),
    fix: 'Start more brokers, or set SINGLE_NODE=true and accept that a lost disk is lost events.',
  };
}

async function create(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  if (specs.length === 0) return;
  const topics = specs.map(({ name, partitions, replicationFactor, config }) => ({
    ...{ topic: name, numPartitions: partitions, replicationFactor },
    configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
  }));
  // Waiting here would fail: a topic that was just made is unknown for a moment.
  await admin.createTopics({ topics, waitForLeaders: false });
}

async function grow(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  if (specs.length === 0) return;
  const topicPartitions = specs.map(({ name, partitions }) => ({ topic: name, count: partitions }));
  await admin.createPartitions({ topicPartitions });
}

/** What was just made is unknown for a moment, or has its former partitions. */
async function waitForLeaders(admin: Admin, made: readonly TopicSpec[]): Promise<void> {
  const deadline = performance.now() + leadersTimeoutMs;
  while (!(await haveLeaders(admin, made))) {
    if (performance.now() > deadline)
      throw new Error(`Not every partition had a leader within ${leadersTimeoutMs} ms`);
    await pause(leadersPollMs);
  }
}

async function haveLeaders(admin: Admin, made: readonly TopicSpec[]): Promise<boolean> {
  if (made.length === 0) return true;
  const all = new Set(await admin.listTopics());
  if (!made.every(({ name }) => all.has(name))) return false;
  const { topics } = await admin.fetchTopicMetadata({ topics: made.map(({ name }) => name) });
  const partitionsOf = new Map(topics.map(({ name, partitions }) => [name, partitions]));
  return made.every(({ name, partitions }) => {
    const led = partitionsOf.get(name)?.filter(({ leader }) => leader >= 0) ?? [];
    return led.length >= partitions;
  });
}

async function formerRetryTiers(
  admin: Admin,
  names: TopicNames,
  known: readonly string[],
): Promise<readonly string[]> {
  const all = await admin.listTopics();
  return all.filter((name) => name.startsWith(names.retry('')) && !known.includes(name)).sort();
}
