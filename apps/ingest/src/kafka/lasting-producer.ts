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
/** What is queued when the doors are closed was refused for its age already, so it is not waited for. */
const stopWithinMs = 2_000;

export class LastingProducer {
  private readonly stopping = new AbortController();
  private connected = false;
  private connecting: Promise<void> | undefined;

  constructor(private readonly settings: LastingProducerSettings) {}

  get ready(): boolean {
    return this.connected;
  }

  start(): void {
    this.connecting = this.connect();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.disconnect(), pause(stopWithinMs)]);
  }

  /** Rejects as `DurableProducer.send` does. */
  send(record: OutgoingRecord): Promise<Appended> {
    if (this.connected) return this.settings.producer.send(record);
    return Promise.reject(new KafkaUnavailableError(record.topic, 'not connected yet'));
  }

  private async disconnect(): Promise<void> {
    await this.connecting;
    await this.settings.producer.stop();
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

  /** Rejects only because of the signal, which ends the pause early. */
  private pauseUnlessStopping(): Promise<void> {
    return pause(connectAgainMs, undefined, this.stopping).catch(() => undefined);
  }
}
