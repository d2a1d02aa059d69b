// What this service has of Kafka, with the life of the service: the view of the registry, and the producer of events.
import { createKafka, DurableProducer, RegistryView, type KafkaSettings } from '@posthorn/kafka';
import type { TopicNames } from '@posthorn/contracts';
import type { Logger, ReadinessCheck } from '@posthorn/service-runtime';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { LastingProducer } from './lasting-producer.js';

export interface KafkaSideSettings {
  readonly kafka: KafkaSettings;
  readonly topics: TopicNames;
  readonly logger: Logger;
}

/** Below what a readiness check may take. */
const kafkaAnswersWithinMs = 1_500;

/** Stops after the doors are closed, so that requests under way still have it. */
export class KafkaSide implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly view: RegistryView;
  readonly producer: LastingProducer;

  constructor({ kafka: settings, topics, logger }: KafkaSideSettings) {
    const kafka = createKafka(settings, (level, text, facts) => {
      logger[level](facts, text);
    });
    this.view = new RegistryView({
      kafka,
      topic: topics.registry,
      clientId: settings.clientId,
      onProblem: (problem) => {
        logger.warn({ problem }, 'registry');
      },
    });
    this.producer = new LastingProducer({
      producer: new DurableProducer(kafka),
      onConnectFailed: (error) => {
        logger.warn({ err: error }, 'kafka cannot be reached; trying again');
      },
    });
  }

  onApplicationBootstrap(): void {
    this.view.start();
    this.producer.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.producer.stop(), this.view.stop()]);
  }

  readiness(): readonly ReadinessCheck[] {
    return [
      {
        name: 'registry',
        check: () =>
          this.view.state === 'complete'
            ? { ok: true }
            : { ok: false, detail: `the view is ${this.view.state}` },
      },
      {
        name: 'kafka',
        check: async () =>
          (await this.view.confirmEnd(kafkaAnswersWithinMs))
            ? { ok: true }
            : { ok: false, detail: `no answer within ${kafkaAnswersWithinMs} ms` },
      },
    ];
  }
}
