// Asks the broker where the topic `registry` ends, and whether it is still the log that was read. Every answer is
// fresh; what it means is `RegistryReading`'s. Who leads the topic is asked again every two seconds: a former leader
// may go on answering for a while.
import type { Cluster, Kafka } from 'kafkajs';
import { makeCluster } from '../client/cluster.js';
import type { EndAnswer, EndQuestion } from './registry-reading.js';

type Sought = { readonly fromBeginning: false } | { readonly fromTimestamp: number };

const metadataMsMax = 2_000;
/** kafkajs's answer for a time that no record has. */
const noRecord = -1n;

export class LogEnd {
  readonly #kafka: Kafka;
  readonly #topic: string;
  #cluster: Cluster | undefined;
  #metadataAtMs = 0;

  constructor(kafka: Kafka, topic: string) {
    this.#kafka = kafka;
    this.#topic = topic;
  }

  /** Throws what kafkajs throws when the topic is absent or no broker answers. */
  async ask({ known }: EndQuestion): Promise<EndAnswer> {
    const askedAtMs = performance.now();
    try {
      const cluster = await this.#connected();
      const [end, newer] = await bothOf(
        this.#offsetOf(cluster, { fromBeginning: false }),
        known === undefined ? noRecord : this.#offsetOf(cluster, { fromTimestamp: known.newestMs + 1 }),
      );
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
    const nowMs = performance.now();
    const known = this.#cluster;
    if (known !== undefined && nowMs - this.#metadataAtMs < metadataMsMax) return known;
    const cluster = known ?? makeCluster(this.#kafka);
    this.#cluster = cluster;
    if (known === undefined) {
      await cluster.connect();
      await cluster.addTargetTopic(this.#topic);
    } else await cluster.refreshMetadata();
    this.#metadataAtMs = nowMs;
    return cluster;
  }

  async #offsetOf(cluster: Cluster, sought: Sought): Promise<bigint> {
    const [answer] = await cluster.fetchTopicsOffset([
      { topic: this.#topic, partitions: [{ partition: 0 }], ...sought },
    ]);
    const [partition] = answer?.partitions ?? [];
    if (partition === undefined) throw new Error(`no end of ${this.#topic} in the answer`);
    return BigInt(partition.offset);
  }
}

/** Neither is under way any more when one has failed: it would connect again to what is closed for that. */
async function bothOf(
  first: Promise<bigint>,
  second: Promise<bigint> | bigint,
): Promise<readonly [bigint, bigint]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}
