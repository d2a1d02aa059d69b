// What the broker holds, asked of the broker: the records of a topic, and what a group has committed.
import { randomUUID } from 'node:crypto';
import { headerText, type RecordHeaders } from '@posthorn/contracts';
import type { KafkaMessage } from 'kafkajs';
import { testKafka, withAdmin } from './test-client.js';

export interface ReadRecord {
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  /** `null`: a tombstone. */
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The broker's append time, ms since the epoch. */
  readonly appendedAtMs: number;
}

/** Every record that the topic holds now, by partition and offset. */
export async function readTopic(brokers: readonly string[], topic: string): Promise<readonly ReadRecord[]> {
  const missing = await readableEnds(brokers, topic);
  const records: ReadRecord[] = [];
  if (missing.size === 0) return records;
  const consumer = testKafka(brokers).consumer({
    groupId: `posthorn-testing-${randomUUID()}`,
    maxWaitTimeInMs: 100,
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart) reject(payload.error);
      });
      const run = consumer.run({
        autoCommit: false,
        eachBatch: ({ batch }) => {
          for (const message of batch.messages) records.push(toRecord(batch.partition, message));
          const end = missing.get(batch.partition);
          if (end !== undefined && BigInt(batch.lastOffset()) >= end - 1n) missing.delete(batch.partition);
          if (missing.size === 0) resolve();
          return Promise.resolve();
        },
      });
      run.catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return records.sort((a, b) => a.partition - b.partition || Number(BigInt(a.offset) - BigInt(b.offset)));
}

export interface CommittedOffset {
  /** The next offset that the group would read; `-1`: nothing committed. */
  readonly offset: bigint;
  readonly metadata: string | null;
}

/** What a group has committed for a topic, by partition. */
export async function committedOffsets(
  brokers: readonly string[],
  group: { readonly groupId: string; readonly topic: string },
): Promise<ReadonlyMap<number, CommittedOffset>> {
  const answers = await withAdmin(brokers, (admin) =>
    admin.fetchOffsets({ groupId: group.groupId, topics: [group.topic] }),
  );
  const partitions = answers[0]?.partitions ?? [];
  return new Map(
    partitions.map(({ partition, offset, metadata }) => [partition, { offset: BigInt(offset), metadata }]),
  );
}

/** The end of each partition that holds records. */
async function readableEnds(brokers: readonly string[], topic: string): Promise<Map<number, bigint>> {
  const offsets = await withAdmin(brokers, (admin) => admin.fetchTopicOffsets(topic));
  const filled = offsets.filter(({ low, high }) => BigInt(high) > BigInt(low));
  return new Map(filled.map(({ partition, high }) => [partition, BigInt(high)]));
}

const toRecord = (partition: number, message: KafkaMessage): ReadRecord => ({
  partition,
  offset: message.offset,
  key: message.key?.toString() ?? null,
  value: message.value,
  headers: toTexts(message.headers ?? {}),
  appendedAtMs: Number(message.timestamp),
});

const toTexts = (headers: RecordHeaders): Record<string, string> =>
  Object.fromEntries(Object.keys(headers).map((name) => [name, headerText(headers, name) ?? '']));
