// Asks the broker where the topic `registry` ends, and whether it is still the log that was read. Every answer is
// fresh; what it means is `RegistryReading`'s.
import type { Cluster, Kafka } from 'kafkajs';
import { makeCluster } from '../client/cluster.js';
import type { EndAnswer, EndQuestion } from './registry-reading.js';

type Place = { readonly fromBeginning: false } | { readonly fromTimestamp: number };

/** kafkajs's answer for a time that no record has. */
const noRecord = -1n;

export class LogEnd {
  readonly #kafka: Kafka;
  readonly #topic: string;
  #cluster: Cluster | undefined;

  constructor(kafka: Kafka, topic: string) {
    this.#kafka = kafka;
    this.#topic = topic;
  }

  /** Throws what kafkajs throws when the topic is absent or no broker answers. */
  async ask({ known }: EndQuestion): Promise<EndAnswer> {
    const askedAtMs = performance.now();
    try {
      const cluster = await this.#connected();
      const [end, newer] = await Promise.all([
        this.#offsetAt(cluster, { fromBeginning: false }),
        known === undefined ? noRecord : this.#offsetAt(cluster, { fromTimestamp: known.newestMs + 1 }),
      ]);
      return { end, firstNewer: newer === noRecord ? end : newer, askedAtMs };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** After a failure too: a connection and metadata that failed once are not trusted again. */
  async close(): Promise<void> {
    const cluster = this.#cluster;
    this.#cluster = undefined;
    await cluster?.disconnect();
  }

  async #connected(): Promise<Cluster> {
    if (this.#cluster !== undefined) return this.#cluster;
    const cluster = makeCluster(this.#kafka);
    await cluster.connect();
    this.#cluster = cluster;
    await cluster.addTargetTopic(this.#topic);
    return cluster;
  }

  async #offsetAt(cluster: Cluster, place: Place): Promise<bigint> {
    const [answer] = await cluster.fetchTopicsOffset([
      { topic: this.#topic, partitions: [{ partition: 0 }], ...place },
    ]);
    const [partition] = answer?.partitions ?? [];
    if (partition === undefined) throw new Error(`no end of ${this.#topic} in the answer`);
    return BigInt(partition.offset);
  }
}
