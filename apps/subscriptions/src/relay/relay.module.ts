// The relay as a part of the service: starts when the application has started, ends before the database is closed.
import { createKafka, DurableProducer, RegistryView, type KafkaSettings } from '@posthorn/kafka';
import type { Finding, Logger, Metrics } from '@posthorn/service-runtime';
import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RelayNudge } from '../relay-nudge.js';
import { RegistryRelay } from './registry-relay.js';
import { RegistryTopic } from './registry-topic.js';
import { relayReport } from './relay-metrics.js';

export interface RelaySettings {
  /** `postgres://…` */
  readonly databaseUrl: string;
  readonly kafka: Omit<KafkaSettings, 'clientId'>;
  /** Name of the topic `registry`. */
  readonly topic: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** A failure that lasts so long makes the service not ready: changes do not take effect. */
const failingForMs = 10_000;

export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly view: RegistryView;
  private readonly producer: DurableProducer;
  private readonly relay: RegistryRelay;

  constructor(
    settings: RelaySettings,
    dataSource: DataSource,
    private readonly nudge: RelayNudge,
  ) {
    const { logger, topic, databaseUrl } = settings;
    const report = relayReport(logger, settings.metrics);
    const kafka = createKafka({ ...settings.kafka, clientId: 'subscriptions' }, (level, text, facts) => {
      logger[level](facts, text);
    });
    this.view = new RegistryView({
      ...{ kafka, topic, clientId: 'subscriptions', onProblem: report.onProblem },
      // The relay compares versions; what the records say stands in its database.
      keeps: [],
    });
    this.producer = new DurableProducer(kafka);
    this.relay = new RegistryRelay({
      ...{ url: databaseUrl, dataSource, view: this.view, producer: this.producer, events: report },
      topic: new RegistryTopic({ producer: this.producer, topic, onTooLarge: report.onTooLarge }),
    });
  }

  onApplicationBootstrap(): void {
    this.view.start();
    this.relay.start();
    this.nudge.on('outbox', () => {
      this.relay.nudge();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop();
    await Promise.all([this.view.stop(), this.producer.stop()]);
  }

  /** For readiness: whether changes take effect, by this process or by another. */
  find(): Finding {
    const { phase, atMs } = this.relay.standing;
    const forMs = Date.now() - atMs;
    if (phase !== 'failing' || forMs < failingForMs) return { ok: true };
    return { ok: false, detail: `the registry cannot be published for ${Math.round(forMs / 1_000)} s` };
  }
}

@Module({})
export class RelayModule {
  static with(settings: RelaySettings): DynamicModule {
    const relay = {
      provide: Relay,
      useFactory: (dataSource: DataSource, nudge: RelayNudge) => new Relay(settings, dataSource, nudge),
      inject: [DataSource, RelayNudge],
    };
    return { module: RelayModule, providers: [relay], exports: [relay] };
  }
}
