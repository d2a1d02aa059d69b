// Asks Kafka what a group committed and what the logs still have. Decides nothing: see starting-point.ts.
import type { Admin } from 'kafkajs';
import type { TopicIds } from '../client/topic-ids.js';
import type { CommittableOffset } from '../progress/partition-progress.js';
import type { LogRange, PresentLog } from './starting-point.js';

export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: readonly number[];
}

export type PartitionMap<T> = ReadonlyMap<string, T>;

export const partitionKey = (topic: string, partition: number): string => `${topic}/${partition}`;

export const partitionKeys = (all: readonly TopicPartitions[]): ReadonlySet<string> =>
  new Set(all.flatMap(({ topic, partitions }) => partitions.map((each) => partitionKey(topic, each))));

/** What the group committed; partitions without a commit are absent. Rejects when Kafka does not answer. */
export async function fetchCommitted(
  admin: Admin,
  groupId: string,
  topics: readonly string[],
): Promise<PartitionMap<CommittableOffset>> {
  const answer = await admin.fetchOffsets({ groupId, topics: [...topics] });
  const committed = new Map<string, CommittableOffset>();
  for (const { topic, partitions } of answer) {
    for (const { partition, offset, metadata } of partitions) {
      if (Number(offset) < 0) continue;
      committed.set(partitionKey(topic, partition), { offset: Number(offset), metadata: metadata ?? '' });
    }
  }
  return committed;
}

/** The ends of every partition's log. Rejects when Kafka does not answer. */
export async function fetchLogRanges(
  admin: Admin,
  topics: readonly string[],
): Promise<PartitionMap<LogRange>> {
  const ranges = new Map<string, LogRange>();
  const answers = await Promise.all(
    topics.map(async (topic) => ({ topic, partitions: await admin.fetchTopicOffsets(topic) })),
  );
  for (const { topic, partitions } of answers) {
    for (const { partition, low, high } of partitions) {
      ranges.set(partitionKey(topic, partition), { low: Number(low), high: Number(high) });
    }
  }
  return ranges;
}

/** `undefined`: the log is not there yet, or brokers do not agree about it. */
export function presentLog(
  range: LogRange | undefined,
  topic: string,
  ids: TopicIds | undefined,
): PresentLog | undefined {
  const topicId = ids?.get(topic);
  const isThere = ids === undefined || topicId !== undefined;
  return range !== undefined && isThere ? { ...range, topicId } : undefined;
}
