// Retry tiers that Kafka still has from an earlier configuration: they are read until somebody deletes them, and it is
// told when nothing waits in them any more.
import { drainedTopics, listTopics, type createKafka } from '@posthorn/kafka';
import type { Logger } from '@posthorn/service-runtime';
import type { DispatcherEnvironment } from '../dispatcher-environment.js';
import { tierDelayMs } from './tier-delay.js';

export interface FormerTiersOptions {
  readonly kafka: ReturnType<typeof createKafka>;
  /** The group that reads retry tiers. */
  readonly groupId: string;
  readonly topics: Pick<DispatcherEnvironment['topics'], 'names' | 'retryTiers'>;
  readonly logger: Pick<Logger, 'warn'>;
}

export class FormerTiers {
  readonly #options: FormerTiersOptions;
  #told = '';
  readonly #toldEmpty = new Set<string>();

  constructor(options: FormerTiersOptions) {
    this.#options = options;
  }

  /** The topics that Kafka has now; rejects when no broker answers. */
  async list(): Promise<readonly string[]> {
    const { kafka, topics, logger } = this.#options;
    const configured = topics.retryTiers.map((label) => topics.names.retry(label));
    const former = (await listTopics(kafka)).filter(
      (topic) => tierDelayMs(topic, topics.names) !== undefined && !configured.includes(topic),
    );
    if (former.length > 0 && this.#told !== former.join())
      logger.warn({ topics: former }, 'retry tiers that are no longer configured are being drained');
    this.#told = former.join();
    return former;
  }

  /** Tells once of each that is empty. To be called now and then; rejects when a broker does not answer. */
  async tellEmpty(): Promise<void> {
    const { kafka, groupId, logger } = this.#options;
    const former = await this.list();
    const waiting = former.filter((topic) => !this.#toldEmpty.has(topic));
    if (waiting.length === 0) return;
    for (const topic of await drainedTopics(kafka, groupId, waiting)) {
      this.#toldEmpty.add(topic);
      logger.warn({ topic }, 'a retry tier that is no longer configured is empty: its topic may be deleted');
    }
  }
}
