// Follows the topic `registry` with one kafkajs consumer, from the given place on. Commits nothing; decides nothing.
import type { EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { FetchedRecord } from './registry-record.js';

export interface FollowedLog {
  readonly kafka: Kafka;
  readonly topic: string;
  /** Used by nobody else: every process reads the whole topic. */
  readonly groupId: string;
  /** The next offset to read, asked for after each join: nothing is committed that kafkajs could go on from. */
  readonly nextOffset: () => bigint;
  readonly onRecords: (records: readonly FetchedRecord[]) => void;
}

const consumerSettings = {
  allowAutoTopicCreation: false,
  sessionTimeout: 10_000,
  heartbeatInterval: 2_000,
  rebalanceTimeout: 30_000,
  maxWaitTimeInMs: 1_000,
  maxBytesPerPartition: 1_048_576,
  retry: {
    initialRetryTime: 100,
    maxRetryTime: 1_000,
    retries: 5,
    // Whoever follows decides when to begin again.
    restartOnFailure: () => Promise.resolve(false),
  },
} as const;

/** Runs until the signal is aborted; throws when the topic is absent, or the consumer ended on its own. */
export async function followLog(log: FollowedLog, signal: AbortSignal): Promise<void> {
  const consumer = log.kafka.consumer({ groupId: log.groupId, ...consumerSettings });
  const ended = new Promise<Error | undefined>((resolve) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      resolve(payload.error);
    });
    signal.addEventListener('abort', () => {
      resolve(undefined);
    });
    if (signal.aborted) resolve(undefined);
  });
  consumer.on(consumer.events.GROUP_JOIN, () => {
    consumer.seek({ topic: log.topic, partition: 0, offset: String(log.nextOffset()) });
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: log.topic, fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch: (batch) => take(batch, log, signal) });
    const failure = await ended;
    if (failure !== undefined) throw failure;
  } finally {
    await consumer.disconnect();
  }
}

/** A batch that was fetched before a seek, or for a reading that was given up, is stale: dropped. */
function take(fetched: EachBatchPayload, log: FollowedLog, signal: AbortSignal): Promise<void> {
  if (!fetched.isStale() && !signal.aborted) log.onRecords(fetched.batch.messages.map(fetchedRecord));
  return Promise.resolve();
}

const fetchedRecord = (message: KafkaMessage): FetchedRecord => ({
  offset: BigInt(message.offset),
  key: message.key?.toString() ?? null,
  value: message.value,
  headers: message.headers ?? {},
  appendedAtMs: Number(message.timestamp),
});
