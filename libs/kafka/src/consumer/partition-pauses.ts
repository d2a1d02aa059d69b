// Why partitions are not read. A partition has a set of reasons and is read when the set is empty; kafkajs is told
// only of the change, and told again after a join, since a restart of its consumer forgets.
import type { Hold } from './consumed-record.js';
import type { OwnedPartition } from './owned-partition.js';
import type { ReadingControls } from './reading-controls.js';

const loading = 'loading';

export class PartitionPauses {
  readonly #controls: Pick<ReadingControls, 'pause' | 'resume'>;
  /** Reasons that hold for every partition, also for those that come later. */
  readonly #everywhere = new Set<string>();

  constructor(controls: Pick<ReadingControls, 'pause' | 'resume'>) {
    this.#controls = controls;
  }

  /** A partition whose offsets are to be loaded: paused until `loaded`, whatever kafkajs remembers. */
  startLoading(owned: OwnedPartition): void {
    owned.pauses.add(loading);
    this.applyEverywhere(owned);
    this.#controls.pause(owned);
  }

  /** A partition that has forgotten its reasons: those that hold everywhere hold again. */
  applyEverywhere(owned: OwnedPartition): void {
    for (const reason of this.#everywhere) owned.pauses.add(reason);
  }

  loaded(owned: OwnedPartition): void {
    owned.pauses.delete(loading);
    if (owned.pauses.size === 0) this.#controls.resume(owned);
  }

  isLoading(owned: OwnedPartition): boolean {
    return owned.pauses.has(loading);
  }

  /** Adds or removes one reason. */
  set(owned: OwnedPartition, reason: string, on: boolean): void {
    const before = owned.pauses.size;
    if (on) owned.pauses.add(reason);
    else owned.pauses.delete(reason);
    if (before === 0 && owned.pauses.size > 0) this.#controls.pause(owned);
    if (before > 0 && owned.pauses.size === 0) this.#controls.resume(owned);
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
