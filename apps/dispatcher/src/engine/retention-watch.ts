// How old the oldest incomplete record of each topic is: a number for Prometheus, and a warning in the log when Kafka
// will delete it after as much time again.
import { topicTable, type TopicTableSettings } from '@posthorn/contracts';
import type { Logger } from '@posthorn/service-runtime';
import type { DispatcherMetrics } from '../dispatcher-metrics.js';

export interface RetentionWatchOptions {
  /** Retention is what `topics` sets, also where an operator has set another one since. */
  readonly topics: TopicTableSettings;
  readonly metrics: Pick<DispatcherMetrics, 'oldestIncomplete'>;
  readonly logger: Pick<Logger, 'warn'>;
  readonly now: () => number;
}

/** Since when the oldest incomplete record of each topic is there, ms; `undefined`: nothing is incomplete. */
export type IncompleteSince = ReadonlyMap<string, number | undefined>;

const warnedShare = 0.5;
const warnAgainMs = 3_600_000;

export class RetentionWatch {
  readonly #options: RetentionWatchOptions;
  readonly #retentionMs: ReadonlyMap<string, number>;
  readonly #warnedAtMs = new Map<string, number>();

  constructor(options: RetentionWatchOptions) {
    this.#options = options;
    this.#retentionMs = new Map(
      topicTable(options.topics).map(({ name, config }) => [
        name,
        Number(config['retention.ms'] ?? Infinity),
      ]),
    );
  }

  /** To be called now and then, with what every consumer knows. */
  look(consumers: readonly IncompleteSince[]): void {
    const { metrics, now } = this.#options;
    metrics.oldestIncomplete.reset();
    for (const [topic, sinceMs] of consumers.flatMap((since) => [...since])) {
      const ageMs = sinceMs === undefined ? 0 : Math.max(0, now() - sinceMs);
      metrics.oldestIncomplete.set({ topic }, ageMs / 1_000);
      if (ageMs > (this.#retentionMs.get(topic) ?? Infinity) * warnedShare) this.#warn(topic, ageMs);
    }
  }

  #warn(topic: string, ageMs: number): void {
    const { logger, now } = this.#options;
    if (now() - (this.#warnedAtMs.get(topic) ?? -Infinity) < warnAgainMs) return;
    this.#warnedAtMs.set(topic, now());
    logger.warn(
      { topic, age_s: Math.round(ageMs / 1_000) },
      'incomplete records are older than half of their retention: what Kafka deletes before it is delivered is lost',
    );
  }
}
