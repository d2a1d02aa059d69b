// Asks the broker where the topic `registry` ends, and whether it is still the log that was read. Every answer is
// fresh; what it means is `RegistryReading`'s.
import type { Admin, Kafka } from 'kafkajs';
import type { EndAnswer, EndQuestion } from './registry-reading.js';

export class LogEnd {
  readonly #kafka: Kafka;
  readonly #topic: string;
  #admin: Admin | undefined;

  constructor(kafka: Kafka, topic: string) {
    this.#kafka = kafka;
    this.#topic = topic;
  }

  /** Throws what kafkajs throws when the topic is absent or no broker answers. */
  async ask({ known }: EndQuestion): Promise<EndAnswer> {
    const askedAtMs = performance.now();
    try {
      const admin = await this.#connected();
      const ends = await admin.fetchTopicOffsets(this.#topic);
      const end = BigInt(ends[0]?.high ?? 0);
      if (known === undefined) return { end, firstNewer: end, askedAtMs };
      const newer = await admin.fetchTopicOffsetsByTimestamp(this.#topic, known.newestMs + 1);
      return { end, firstNewer: BigInt(newer[0]?.offset ?? end), askedAtMs };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** After a failure too: a connection and metadata that failed once are not trusted again. */
  async close(): Promise<void> {
    const admin = this.#admin;
    this.#admin = undefined;
    await admin?.disconnect();
  }

  async #connected(): Promise<Admin> {
    if (this.#admin !== undefined) return this.#admin;
    const admin = this.#kafka.admin({ retry: { retries: 1, initialRetryTime: 50, maxRetryTime: 200 } });
    await admin.connect();
    this.#admin = admin;
    return admin;
  }
}
