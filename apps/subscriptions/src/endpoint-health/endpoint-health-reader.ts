// Reads the topic `endpoint-health` as a member of the service's group. A report is committed after the transaction
// that keeps it: while Postgres is away reports wait in Kafka, and after a crash some are kept again, which changes
// nothing.
import { endpointHealthSchema } from '@posthorn/contracts';
import { createKafka, type ConsumedRecord, type KafkaSettings } from '@posthorn/kafka';
import type { Logger } from '@posthorn/service-runtime';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { GroupReader } from '../intake/group-reader.js';
import { RecordBatches } from '../intake/record-batches.js';
import type { EndpointHealthEvents } from './endpoint-health-metrics.js';
import type { Report } from './judge-report.js';
import type { KeepReports } from './keep-reports.js';

export interface EndpointHealthReading {
  readonly kafka: Omit<KafkaSettings, 'clientId'>;
  /** Name of the topic `endpoint-health`. */
  readonly topic: string;
  readonly groupId: string;
  /** Failures alone for so long disable a subscription. */
  readonly disableAfterMs: number;
  readonly logger: Logger;
}

export class EndpointHealthReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #reader: GroupReader;

  constructor(
    private readonly reading: EndpointHealthReading,
    private readonly keeper: Pick<KeepReports, 'keep'>,
    private readonly events: EndpointHealthEvents,
  ) {
    const { topic, groupId, logger } = reading;
    const { failed, onProblem } = events;
    const kafka = createKafka({ ...reading.kafka, clientId: 'subscriptions' }, (level, text, facts) => {
      logger[level](facts, text);
    });
    const batches = new RecordBatches<Report>({
      read: (record) => this.read(record),
      work: (reports) => this.keep(reports),
      failed,
    });
    this.#reader = new GroupReader({
      ...{ kafka, topic, groupId, batches, onProblem },
      onUnavailable: failed,
    });
  }

  onApplicationBootstrap(): void {
    this.#reader.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#reader.stop();
  }

  private read({ value, appendedAtMs }: ConsumedRecord): Report | undefined {
    try {
      const health = endpointHealthSchema.parse(JSON.parse(value?.toString() ?? ''));
      return { health, atMs: appendedAtMs };
    } catch (error) {
      this.events.unreadable(error);
      return undefined;
    }
  }

  /** Those that must wait. */
  private async keep(reports: readonly Report[]): Promise<ReadonlySet<Report>> {
    const kept = await this.keeper.keep(reports, this.reading.disableAfterMs);
    const later = new Set<Report>();
    for (const [index, report] of reports.entries()) {
      const what = kept[index] ?? 'later';
      if (what === 'later') later.add(report);
      else this.events.kept(report, what);
    }
    return later;
  }
}
