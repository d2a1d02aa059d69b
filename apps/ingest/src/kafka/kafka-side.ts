// What this service has of Kafka, with the life of the service: the view of the registry, and the producer of events.
import { createKafka, DurableProducer, RegistryView, type KafkaSettings } from '@posthorn/kafka';
import type { TopicNames } from '@posthorn/contracts';
import type { Finding, Logger, ReadinessCheck } from '@posthorn/service-runtime';
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
      keeps: ['account', 'token', 'connection', 'schema'],
      onProblem: ({ kind, ...facts }) => {
        logger.warn({ problem: kind, ...facts }, 'registry');
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
      { name: 'registry', check: () => this.findRegistry() },
      { name: 'kafka', check: () => this.findKafka() },
    ];
  }

  private findRegistry(): Finding {
    const { state } = this.view;
    return state === 'complete' ? { ok: true } : { ok: false, detail: `the view is ${state}` };
  }

  private async findKafka(): Promise<Finding> {
    if (!this.producer.ready) return { ok: false, detail: 'the producer is not connected yet' };
    const answers = await this.view.confirmEnd(kafkaAnswersWithinMs);
    return answers ? { ok: true } : { ok: false, detail: `no answer within ${kafkaAnswersWithinMs} ms` };
  }
}
