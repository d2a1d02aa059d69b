// Writes contact events as a product's own Kafka producer does, and remembers what the broker acknowledged.
import { findEventType, writeEvent, type EventAttributes } from '@posthorn/contracts';
import { eventAttributes, gzip, testKafka } from '@posthorn/testing';
import type { System } from './system.js';

/** An event that all in-sync replicas have. */
export interface SentEvent {
  readonly id: string;
  readonly source: string;
  readonly accountId: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** The broker's append time, ms since the epoch. */
  readonly appendedAtMs: number;
}

export interface WantedEvents {
  readonly count: number;
  /** Default 0. */
  readonly partition?: number;
  /** Event types of the contact topic, in turn; default: `subscribe`. */
  readonly types?: readonly string[];
}

type Producer = ReturnType<ReturnType<typeof testKafka>['producer']>;

export interface RawRecord {
  readonly key?: string;
  readonly value: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AppendOptions {
  /** Default 0. */
  readonly partition?: number;
  /** As one gzip batch. */
  readonly compressed?: boolean;
}

export class EventWriter {
  /** In the order in which they were acknowledged. */
  readonly sent: SentEvent[] = [];

  private constructor(
    readonly topic: string,
    private readonly accountId: string,
    private readonly producer: Producer,
  ) {}

  static async connect(system: System, { accountId }: { readonly accountId: string }): Promise<EventWriter> {
    const producer = testKafka(system.brokers).producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return new EventWriter(system.topics.events('contact'), accountId, producer);
  }

  /** Resolves with the events when they are acknowledged. */
  async send({ count, partition = 0, types = ['subscribe'] }: WantedEvents): Promise<readonly SentEvent[]> {
    const all = Array.from({ length: count }, (_, index) =>
      eventAttributes({ accountId: this.accountId, type: types[index % types.length] ?? '' }),
    );
    const { offset: first, appendedAtMs } = await this.append(all.map(toRecord), { partition });
    const sent = all.map(({ id, source, accountId }, index) => ({
      ...{ id, source, accountId },
      ...{ topic: this.topic, partition, offset: first + index, appendedAtMs },
    }));
    this.sent.push(...sent);
    return sent;
  }

  /** Writes records as they are, in one batch; where the first one stands. */
  async append(
    records: readonly RawRecord[],
    { partition = 0, compressed = false }: AppendOptions = {},
  ): Promise<Pick<SentEvent, 'offset' | 'appendedAtMs'>> {
    const messages = records.map((record) => ({ ...record, headers: { ...record.headers }, partition }));
    const compression = compressed ? { compression: gzip } : {};
    const [answer] = await this.producer.send({ topic: this.topic, acks: -1, messages, ...compression });
    return { offset: Number(answer?.baseOffset), appendedAtMs: Number(answer?.logAppendTime) };
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}

/** The catalogue's sample as the event's data. */
function toRecord(attributes: EventAttributes): RawRecord {
  const eventType = findEventType(attributes.type);
  if (eventType === undefined) throw new Error(`${attributes.type} is not in the catalogue`);
  return writeEvent(attributes, eventType.sample);
}
