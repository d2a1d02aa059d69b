// Writes deliveries durably to other topics: retry tiers and dead letters. It keeps at it while Kafka does not take
// them: until then the delivery is incomplete, its offset uncommitted, and back-pressure does the rest.
import { setTimeout as wait } from 'node:timers/promises';
import {
  deadLetterHeaders,
  formatCoordinates,
  handedOnHeaders,
  handedOnRecordBytesMax,
  writeHandedOn,
  type DeadLetterReason,
  type HandedOn as HandedOnFacts,
  type TopicNames,
} from '@posthorn/contracts';
import {
  RecordTooLargeError,
  type Appended,
  type ConsumedRecord,
  type OutgoingRecord,
  type RecordPlace,
} from '@posthorn/kafka';
import type { Delivery, DeliveryHistory } from '../delivery/delivery.js';
import { copiedHeaders } from './copied-headers.js';

export interface HandOnOptions {
  readonly producer: { send(record: OutgoingRecord): Promise<Appended> };
  readonly topics: TopicNames;
  readonly onUnavailable: (error: unknown) => void;
  readonly onFatal: (error: unknown) => void;
}

export interface DeadLetter {
  readonly reason: DeadLetterReason;
  /** For people. */
  readonly detail: string;
}

const retryMs = { first: 200, max: 5_000 } as const;
const detailCharsMax = 1_000;

export class HandOn {
  readonly #options: HandOnOptions;
  #pending = 0;
  #abandoned = false;

  constructor(options: HandOnOptions) {
    this.#options = options;
  }

  /** Deliveries that are being written. */
  get pendingCount(): number {
    return this.#pending;
  }

  /** Settles the delivery when the tier's topic has it, or the dead letters where it is too large for that. */
  toTier(delivery: Delivery, tierLabel: string, history: DeliveryHistory): void {
    this.#handOver(delivery, this.#recordOf(this.#options.topics.retry(tierLabel), delivery, history));
  }

  /** The same for `paced`, where the limits of its subscription hold. */
  toPaced(delivery: Delivery, history: DeliveryHistory): void {
    this.#handOver(delivery, this.#recordOf(this.#options.topics.paced, delivery, history));
  }

  /** Settles the delivery when the dead letters have it. */
  toDeadLetters(delivery: Delivery, letter: DeadLetter, history: DeliveryHistory): void {
    const record = this.#recordOf(this.#options.topics.deadLetters, delivery, history);
    this.#handOver(delivery, asDeadLetter(record, letter, this.#options.topics));
  }

  /** For records that are no delivery, or none that can be read: with their bytes, or by their coordinates alone. */
  recordToDeadLetters(record: ConsumedRecord, letter: DeadLetter, place: RecordPlace): void {
    const isSmall = (record.value?.length ?? 0) <= handedOnRecordBytesMax / 2;
    const copy: OutgoingRecord = {
      topic: this.#options.topics.deadLetters,
      key: null,
      value: isSmall && record.value !== null ? Buffer.from(record.value) : null,
      headers: { ...copiedHeaders(record.headers), [handedOnHeaders.origin]: formatCoordinates(record) },
    };
    this.#writeThen(asDeadLetter(copy, letter, this.#options.topics), place);
  }

  /** Nothing that is still being written settles any more; whoever owns the partitions next does it again. */
  abandon(): void {
    this.#abandoned = true;
  }

  #recordOf(topic: string, delivery: Delivery, history: DeliveryHistory): OutgoingRecord {
    const { attempts, deferrals, firstHandedOnMs, turn, lastOutcome } = history;
    const facts: HandedOnFacts = {
      subscriptionId: delivery.destination.id,
      attempts,
      deferrals,
      firstHandedOnMs,
      turn,
      lastOutcome,
      registryOffset: String(delivery.registryOffset),
      origin: delivery.event.origin,
    };
    // One spread more would be eight times as slow, and leave the shape of its result in V8's old generation.
    const headers = Object.assign({}, delivery.event.headers, writeHandedOn(facts));
    return { topic, key: delivery.destination.id, value: delivery.event.value, headers };
  }

  /** What is not ours any more is only let go: the partition's next owner has it, whole. */
  #handOver(delivery: Delivery, record: OutgoingRecord): void {
    const { event, place } = delivery;
    if (!place.isOurs()) {
      place.complete();
      return;
    }
    event.isTouched = true;
    this.#writeThen(record, place);
  }

  #writeThen(record: OutgoingRecord, place: RecordPlace): void {
    this.#pending += 1;
    this.#write(record).then((written) => {
      this.#pending -= 1;
      if (written) place.complete();
    }, this.#options.onFatal);
  }

  /** False only when it was abandoned. */
  async #write(record: OutgoingRecord): Promise<boolean> {
    let next = record;
    for (
      let waitMs: number = retryMs.first;
      !this.#isAbandoned();
      waitMs = Math.min(waitMs * 2, retryMs.max)
    ) {
      try {
        await this.#options.producer.send(next);
        return true;
      } catch (error) {
        if (error instanceof RecordTooLargeError) next = withoutValue(record, this.#options.topics);
        else this.#options.onUnavailable(error);
      }
      await wait(waitMs, undefined, { ref: false });
    }
    return false;
  }

  #isAbandoned(): boolean {
    return this.#abandoned;
  }
}

const asDeadLetter = (record: OutgoingRecord, letter: DeadLetter, topics: TopicNames): OutgoingRecord => ({
  ...record,
  topic: topics.deadLetters,
  headers: {
    ...record.headers,
    [deadLetterHeaders.reason]: letter.reason,
    [deadLetterHeaders.detail]: letter.detail.slice(0, detailCharsMax),
  },
});

/** What no topic takes is kept by its coordinates alone. */
const withoutValue = (record: OutgoingRecord, topics: TopicNames): OutgoingRecord =>
  asDeadLetter(
    { ...record, value: null },
    { reason: 'too_large', detail: `too large to be handed on to ${record.topic}` },
    topics,
  );
