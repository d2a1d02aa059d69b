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
} from '@posthorn/kafka';
import type { Delivery, DeliveryHistory } from '../delivery/delivery.js';
import { copiedHeaders } from './copied-headers.js';

export interface HandOnOptions {
  readonly producer: { send(record: OutgoingRecord): Promise<Appended> };
  readonly topics: TopicNames;
  readonly now: () => number;
  readonly onUnavailable: (error: unknown) => void;
  readonly onFatal: (error: unknown) => void;
}

export interface DeadLetter {
  readonly reason: DeadLetterReason;
  /** For people. */
  readonly detail: string;
}

/** What the delivery is after this process had it. */
export interface Handover {
  readonly history: Pick<DeliveryHistory, 'attempts' | 'deferrals'>;
  readonly lastOutcome: string | undefined;
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
  toTier(delivery: Delivery, tierLabel: string, handover: Handover): void {
    const record = this.#recordOf(this.#options.topics.retry(tierLabel), delivery, handover);
    this.#writeThen(record, delivery.settled);
  }

  /** Settles the delivery when the dead letters have it. */
  toDeadLetters(delivery: Delivery, letter: DeadLetter, handover: Handover): void {
    const record = this.#recordOf(this.#options.topics.deadLetters, delivery, handover);
    this.#writeThen(asDeadLetter(record, letter, this.#options.topics), delivery.settled);
  }

  /** For records that are no delivery, or none that can be read: with their bytes, or by their coordinates alone. */
  recordToDeadLetters(record: ConsumedRecord, letter: DeadLetter, complete: () => void): void {
    const isSmall = (record.value?.length ?? 0) <= handedOnRecordBytesMax / 2;
    const copy: OutgoingRecord = {
      topic: this.#options.topics.deadLetters,
      key: null,
      value: isSmall && record.value !== null ? Buffer.from(record.value) : null,
      headers: { ...copiedHeaders(record.headers), [handedOnHeaders.origin]: formatCoordinates(record) },
    };
    this.#writeThen(asDeadLetter(copy, letter, this.#options.topics), complete);
  }

  /** Nothing that is still being written settles any more; whoever owns the partitions next does it again. */
  abandon(): void {
    this.#abandoned = true;
  }

  #recordOf(topic: string, delivery: Delivery, { history, lastOutcome }: Handover): OutgoingRecord {
    const facts: HandedOnFacts = {
      subscriptionId: delivery.subscription.id,
      ...history,
      firstHandedOnMs: delivery.history.firstHandedOnMs ?? this.#options.now(),
      registryOffset: String(delivery.registryOffset),
      origin: delivery.event.origin,
      lastOutcome,
    };
    const headers = { ...delivery.event.headers(), ...writeHandedOn(facts) };
    return { topic, key: delivery.subscription.id, value: delivery.event.value, headers };
  }

  #writeThen(record: OutgoingRecord, settled: () => void): void {
    this.#pending += 1;
    this.#write(record).then((written) => {
      this.#pending -= 1;
      if (written) settled();
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
