// Why partitions are not read. A partition has a set of reasons and is read when the set is empty; kafkajs is told
// only of the change, and told again after a join, since a restart of its consumer forgets.
import type { Consumer } from 'kafkajs';
import type { Hold } from './consumed-record.js';
import type { OwnedPartition } from './owned-partition.js';

const loading = 'loading';

export class PartitionPauses {
  readonly #consumer: Pick<Consumer, 'pause' | 'resume'>;
  /** Reasons that hold for every partition, also for those that come later. */
  readonly #everywhere = new Set<string>();

  constructor(consumer: Pick<Consumer, 'pause' | 'resume'>) {
    this.#consumer = consumer;
  }

  /** A partition that was just assigned: paused until `loaded`, whatever kafkajs remembers. */
  startLoading(owned: OwnedPartition): void {
    for (const reason of this.#everywhere) owned.pauses.add(reason);
    owned.pauses.add(loading);
    this.#consumer.pause([selector(owned)]);
  }

  loaded(owned: OwnedPartition): void {
    this.set(owned, loading, false);
  }

  isLoading(owned: OwnedPartition): boolean {
    return owned.pauses.has(loading);
  }

  /** Adds or removes one reason. */
  set(owned: OwnedPartition, reason: string, on: boolean): void {
    const before = owned.pauses.size;
    if (on) owned.pauses.add(reason);
    else owned.pauses.delete(reason);
    if (before === 0 && owned.pauses.size > 0) this.#consumer.pause([selector(owned)]);
    if (before > 0 && owned.pauses.size === 0) this.#consumer.resume([selector(owned)]);
  }

  pauseEverything(reason: string, all: Iterable<OwnedPartition>): void {
    this.#everywhere.add(reason);
    for (const owned of all) this.set(owned, reason, true);
  }

  resumeEverything(reason: string, all: Iterable<OwnedPartition>): void {
    this.#everywhere.delete(reason);
    for (const owned of all) this.set(owned, reason, false);
  }

  /** Pauses until the hold ends. A hold of a partition that was given up meanwhile ends without effect. */
  pauseUntil(owned: OwnedPartition, hold: Hold): void {
    const { epoch } = owned;
    this.set(owned, hold.reason, true);
    hold.until.then(
      () => {
        if (owned.epoch === epoch) this.set(owned, hold.reason, false);
      },
      (error: unknown) => {
        throw new Error(`the hold ${hold.reason} was rejected`, { cause: error });
      },
    );
  }
}

const selector = ({ topic, partition }: OwnedPartition) => ({ topic, partitions: [partition] });
