// The record that a sample leaves on `attempts`. No answer waits for it: what Kafka does not take, or the bounded buffer
// cannot hold, is dropped and counted.
import type { AttemptRecord } from '@posthorn/contracts';
import { createKafka, DurableProducer, type KafkaSettings } from '@posthorn/kafka';
import { attemptRecord, type MadeAttempt, type PostResult } from '@posthorn/outbound-http';
import type { Logger, Metrics } from '@posthorn/service-runtime';
import type { OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';

export interface SampleRecordsSettings {
  readonly kafka: Omit<KafkaSettings, 'clientId'>;
  /** Name of the topic `attempts`. */
  readonly topic: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const unwrittenMax = 1_000;
const stopWithinMs = 2_000;
/** Of a 2xx, as dispatchers keep it. */
const successBytesKept = 1_024;

export class SampleRecords implements OnApplicationShutdown {
  private readonly producer: DurableProducer;
  private readonly dropped: { inc(): void };
  private readonly writing = new Set<Promise<void>>();
  private connecting: Promise<void> | undefined;

  constructor(private readonly settings: SampleRecordsSettings) {
    const { kafka, logger, metrics } = settings;
    this.producer = new DurableProducer(
      createKafka({ ...kafka, clientId: 'subscriptions' }, (level, text, facts) => {
        logger[level](facts, text);
      }),
    );
    this.dropped = metrics.counter({
      name: 'sample_records_dropped_total',
      help: 'Samples that the log of attempts misses.',
    });
  }

  write(attempt: MadeAttempt): void {
    if (this.writing.size >= unwrittenMax) {
      this.dropped.inc();
      return;
    }
    const writing = this.send(attempt)
      .catch((error: unknown) => {
        this.dropped.inc();
        this.settings.logger.warn({ err: error }, 'a sample is not in the log of attempts');
      })
      .finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  /** What waits is written, but not waited for ever. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.race([this.stop(), pause(stopWithinMs)]);
  }

  private async send(attempt: MadeAttempt): Promise<void> {
    await this.connect();
    const value = JSON.stringify(sampleRecord(attempt));
    await this.producer.send({ topic: this.settings.topic, key: attempt.subscription.id, value });
  }

  /** At the first sample, and at the next one when that failed: most processes never send any. */
  private connect(): Promise<void> {
    this.connecting ??= this.producer.start().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async stop(): Promise<void> {
    await Promise.all(this.writing);
    await this.producer.stop();
  }
}

/** Pure. */
export const sampleRecord = (attempt: MadeAttempt): AttemptRecord =>
  attemptRecord(
    { ...attempt, result: shortened(attempt.result) },
    { sample: true, attempt: 1, next_step: 'none' },
  );

function shortened(result: PostResult): PostResult {
  const { outcome, body } = result;
  if (outcome.kind !== 'delivered' || body === undefined || body.length <= successBytesKept) return result;
  return { ...result, body: body.subarray(0, successBytesKept), bodyTruncated: true };
}
