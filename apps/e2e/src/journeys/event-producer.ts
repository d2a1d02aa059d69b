// A product's own Kafka producer.
import type { ObjectType } from '@posthorn/contracts';
import { gzip, testKafka } from '@posthorn/testing';
import type { System } from '../harness/system.js';
import type { ProducedRecord } from './cloud-events.js';
import type { BatchPlace } from './topic-compression.js';

export interface ProduceOptions {
  /** What the events are about; default: contact. */
  readonly objectType?: ObjectType;
  /** Default: uncompressed. */
  readonly compression?: 'gzip';
}

/** Resolves with the place of the first record, when all in-sync replicas have them all. */
export type Produce = (records: readonly ProducedRecord[], options?: ProduceOptions) => Promise<BatchPlace>;

export class EventProducer {
  private constructor(
    private readonly topics: System['topics'],
    private readonly producer: ReturnType<ReturnType<typeof testKafka>['producer']>,
  ) {}

  static async connect({ brokers, topics }: System): Promise<EventProducer> {
    const producer = testKafka(brokers).producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return new EventProducer(topics, producer);
  }

  readonly send: Produce = async (records, { objectType = 'contact', compression } = {}) => {
    const topic = this.topics.events(objectType);
    const codec = compression === 'gzip' ? { compression: gzip } : {};
    const [place] = await this.producer.send({ topic, acks: -1, messages: [...records], ...codec });
    return { topic, partition: place?.partition ?? -1, offset: place?.baseOffset ?? '' };
  };

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}
