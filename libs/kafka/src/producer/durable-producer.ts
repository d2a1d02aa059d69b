// Writes records so that all in-sync replicas have them. Coalesces: one request in flight, what queues meanwhile
// goes as the next batch; nothing waits longer than that, unless it is told to linger. Callers decide what a failure means; nothing is retried here beyond kafkajs's own.
import { setTimeout as pause } from 'node:timers/promises';
import type { Kafka, Producer } from 'kafkajs';
import { recordBytes, type Appended, type OutgoingRecord } from './outgoing-record.js';
import { groupByTopic, partitionsOf, placesOf, rememberingPartitioner } from './placed-records.js';
import { isTooLarge, KafkaUnavailableError, RecordTooLargeError, refusalOf } from './producer-errors.js';

export interface DurableProducerSettings {
  /** Bytes of one request; below every topic's own limit, since one partition's share of it is one batch there. */
  readonly requestBytesMax: number;
  /** Of one request; kafkajs sorts them by partition in a time that grows with their square. */
  readonly requestRecordsMax: number;
  /** How long the broker may take to have a record in all in-sync replicas. */
  readonly ackTimeoutMs: number;
  /** How long a request waits for more records, ms: for what nobody waits for. */
  readonly lingerMs: number;
}

const defaults: DurableProducerSettings = {
  requestBytesMax: 900_000,
  requestRecordsMax: 300,
  ackTimeoutMs: 10_000,
  lingerMs: 0,
};

interface Waiting {
  readonly record: OutgoingRecord;
  readonly bytes: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

export class DurableProducer {
  readonly #producer: Producer;
  readonly #settings: DurableProducerSettings;
  readonly #queue: Waiting[] = [];
  #sending: Promise<void> | undefined;

  constructor(kafka: Kafka, settings: Partial<DurableProducerSettings> = {}) {
    this.#settings = { ...defaults, ...settings };
    this.#producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: rememberingPartitioner,
      maxInFlightRequests: 1,
    });
  }

  /** Connects; fails when no broker answers. */
  start(): Promise<void> {
    return this.#producer.connect();
  }

  /** Sends what is queued, then disconnects. */
  async stop(): Promise<void> {
    await this.#sending;
    await this.#producer.disconnect();
  }

  /** Resolves when all in-sync replicas have the record; rejects with `KafkaUnavailableError` or `RecordTooLargeError`. */
  send(record: OutgoingRecord): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ record, bytes: recordBytes(record), resolve, reject });
      this.#sending ??= this.#sendAll();
    });
  }

  async #sendAll(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#linger();
      await this.#sendBatch(this.#nextBatch());
    }
    this.#sending = undefined;
  }

  /** What queues faster than a request can take it is not waited for. */
  async #linger(): Promise<void> {
    const { lingerMs, requestRecordsMax } = this.#settings;
    if (lingerMs > 0 && this.#queue.length < requestRecordsMax / 2) await pause(lingerMs);
  }

  #nextBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const waiting of this.#queue) {
      bytes += waiting.bytes;
      if (count > 0 && (bytes > this.#settings.requestBytesMax || count >= this.#settings.requestRecordsMax))
        break;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }

  async #sendBatch(batch: readonly Waiting[]): Promise<void> {
    const topicMessages = groupByTopic(batch.map(recordOf));
    try {
      const answers = await this.#producer.sendBatch({
        acks: -1,
        timeout: this.#settings.ackTimeoutMs,
        topicMessages: topicMessages.map(({ topic, messages }) => ({ topic, messages })),
      });
      const places = placesOf(topicMessages, answers);
      for (const { record, resolve, reject } of batch) {
        const place = places.get(record);
        if (place === undefined) reject(new KafkaUnavailableError(record.topic, 'no place in the answer'));
        else resolve(place);
      }
    } catch (error) {
      await this.#sendingFailed(split(batch, partitionsOf(topicMessages)), error);
    }
  }

  /**
   * A partition that refuses its records must not fail the others, nor a record that is too large its neighbours: they
   * are sent again, apart. kafkajs does not tell which of them were written, so that they may then stand there twice.
   */
  async #sendingFailed(partitions: readonly (readonly Waiting[])[], error: unknown): Promise<void> {
    if (refusalOf(error) !== undefined && partitions.length > 1) {
      await Promise.all(partitions.map((batch) => this.#sendBatch(batch)));
      return;
    }
    const batch = partitions.flat();
    if (isTooLarge(error) && batch.length > 1) {
      for (const waiting of batch) await this.#sendBatch([waiting]);
      return;
    }
    for (const { record, bytes, reject } of batch) {
      reject(
        isTooLarge(error)
          ? new RecordTooLargeError(record.topic, bytes, error)
          : new KafkaUnavailableError(record.topic, error),
      );
    }
  }
}

const recordOf = ({ record }: Waiting): OutgoingRecord => record;

/** The records of each partition, in their order. */
function split(
  batch: readonly Waiting[],
  partitions: ReadonlyMap<OutgoingRecord, string>,
): readonly (readonly Waiting[])[] {
  const parts = new Map<string | undefined, Waiting[]>();
  for (const waiting of batch) {
    const partition = partitions.get(waiting.record);
    const part = parts.get(partition) ?? [];
    parts.set(partition, part);
    part.push(waiting);
  }
  return [...parts.values()];
}
