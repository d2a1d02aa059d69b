// Writes to the topic `registry`: rows, tombstones and sentinels as the records that views read.
import { registryHeaders, registryKey, sentinelId, type SentinelRecord } from '@posthorn/contracts';
import { RecordTooLargeError, type Appended, type DurableProducer } from '@posthorn/kafka';
import type { RowKind } from '../registry/registry-record.js';

export interface RegistryWrite {
  readonly kind: RowKind;
  readonly id: string;
  /** Decimal text. */
  readonly version: string;
  /** Null: a tombstone. */
  readonly value: object | null;
  /** Of the full publish that it belongs to. */
  readonly epoch?: number;
}

export interface Written<W extends RegistryWrite> {
  readonly write: W;
  readonly appended: Appended;
}

export interface RegistryTopicSettings {
  readonly producer: DurableProducer;
  readonly topic: string;
  /** A row that its topic does not take, and that stays unpublished; must not throw. */
  readonly onTooLarge: (write: RegistryWrite, error: RecordTooLargeError) => void;
}

export class RegistryTopic {
  constructor(private readonly settings: RegistryTopicSettings) {}

  /**
   * Sends in the given order, one record of a row at most; answers those that all in-sync replicas have, without
   * those that are too large. Throws `KafkaUnavailableError`: then nothing is known of any of them.
   */
  async write<W extends RegistryWrite>(writes: readonly W[]): Promise<readonly Written<W>[]> {
    const sent = await Promise.allSettled(writes.map((write) => this.send(write)));
    return sent.flatMap((result, index) => {
      const write = writes[index];
      if (write === undefined) return [];
      if (result.status === 'fulfilled') return [{ write, appended: result.value }];
      if (!(result.reason instanceof RecordTooLargeError)) throw result.reason;
      this.settings.onTooLarge(write, result.reason);
      return [];
    });
  }

  async writeSentinel(sentinel: SentinelRecord): Promise<void> {
    await this.settings.producer.send({
      topic: this.settings.topic,
      key: registryKey('sentinel', sentinelId),
      value: JSON.stringify(sentinel),
      headers: { [registryHeaders.version]: String(sentinel.epoch) },
    });
  }

  private send({ kind, id, version, value, epoch }: RegistryWrite): Promise<Appended> {
    return this.settings.producer.send({
      topic: this.settings.topic,
      key: registryKey(kind, id),
      value: value === null ? null : JSON.stringify(value),
      headers: {
        [registryHeaders.version]: version,
        ...(epoch === undefined ? {} : { [registryHeaders.epoch]: String(epoch) }),
      },
    });
  }
}
