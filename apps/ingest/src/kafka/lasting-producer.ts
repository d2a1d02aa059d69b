// A producer that is started without Kafka, too: it goes on trying to connect, and refuses events meanwhile.
import {
  KafkaUnavailableError,
  type Appended,
  type DurableProducer,
  type OutgoingRecord,
} from '@posthorn/kafka';
import { setTimeout as pause } from 'node:timers/promises';

export interface LastingProducerSettings {
  readonly producer: DurableProducer;
  readonly onConnectFailed: (error: unknown) => void;
}

const connectAgainMs = 1_000;
/** What is queued by now was refused for its age already. */
const stopWithinMs = 2_000;

export class LastingProducer {
  private readonly stopping = new AbortController();
  private connected = false;
  private connecting: Promise<void> | undefined;

  constructor(private readonly settings: LastingProducerSettings) {}

  start(): void {
    this.connecting = this.connect();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.connecting;
    const disconnected = this.settings.producer.stop();
    await Promise.race([disconnected, pause(stopWithinMs, undefined, { ref: false })]);
  }

  /** Rejects as `DurableProducer.send` does. */
  send(record: OutgoingRecord): Promise<Appended> {
    if (this.connected) return this.settings.producer.send(record);
    return Promise.reject(new KafkaUnavailableError(record.topic, 'not connected yet'));
  }

  private async connect(): Promise<void> {
    while (!this.connected && !this.stopping.signal.aborted) {
      this.connected = await this.isConnected();
      if (!this.connected) await this.pauseUnlessStopping();
    }
  }

  private async isConnected(): Promise<boolean> {
    try {
      await this.settings.producer.start();
      return true;
    } catch (error) {
      this.settings.onConnectFailed(error);
      return false;
    }
  }

  private async pauseUnlessStopping(): Promise<void> {
    const { signal } = this.stopping;
    await Promise.race([
      pause(connectAgainMs, undefined, { ref: false }),
      new Promise((resolve) => {
        signal.addEventListener('abort', resolve, { once: true });
      }),
    ]);
  }
}
