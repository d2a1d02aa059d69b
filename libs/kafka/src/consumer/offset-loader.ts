// Finds where assigned partitions go on: a partition that stayed goes on where it was, a new one where its last
// owner's commit says, one whose records are gone at the start of its log. Until then it is not read.
import { setTimeout as wait } from 'node:timers/promises';
import type { Admin, Consumer } from 'kafkajs';
import { decodeMetadata } from '../progress/progress-metadata.js';
import type { CommittableOffset } from '../progress/partition-progress.js';
import { fetchCommitted, fetchLogRanges, partitionKey, type TopicPartitions } from './committed-offsets.js';
import type { Committer } from './committer.js';
import type { ConsumerProblem } from './consumer-problem.js';
import { OwnedPartition } from './owned-partition.js';
import type { PartitionPauses } from './partition-pauses.js';
import { decideStart, type LogRange, type StartingPoint } from './starting-point.js';

export interface OffsetLoaderOptions {
  readonly admin: Admin;
  readonly consumer: Pick<Consumer, 'seek'>;
  readonly groupId: string;
  readonly owned: Map<string, OwnedPartition>;
  readonly pauses: PartitionPauses;
  readonly committer: Committer;
  readonly onProblem: (problem: ConsumerProblem) => void;
}

const retryMs = 500;

export class OffsetLoader {
  readonly #options: OffsetLoaderOptions;
  #stopped = false;

  constructor(options: OffsetLoaderOptions) {
    this.#options = options;
  }

  /** Owns and pauses the partitions at once, then loads their offsets, however long Kafka takes to answer. */
  load(assignment: readonly TopicPartitions[]): void {
    const { pauses, onProblem } = this.#options;
    const partitions = this.#own(assignment);
    for (const owned of partitions) pauses.startLoading(owned);
    this.#loadUntilDone(partitions).catch((error: unknown) => {
      onProblem({ kind: 'crashed', restarts: false, error });
    });
  }

  /** A batch came from elsewhere than the position: load the partition again, whose log may have moved on. */
  resync(owned: OwnedPartition): void {
    const { topic, partition } = owned;
    this.#options.onProblem({ kind: 'stale_batch', topic, partition });
    this.load([{ topic, partitions: [partition] }]);
  }

  /** Loads that are under way have no further effect. */
  stop(): void {
    this.#stopped = true;
  }

  #own(assignment: readonly TopicPartitions[]): OwnedPartition[] {
    const { owned } = this.#options;
    return assignment.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => {
        const key = partitionKey(topic, partition);
        const own = owned.get(key) ?? new OwnedPartition(topic, partition);
        owned.set(key, own);
        return own;
      }),
    );
  }

  async #loadUntilDone(partitions: readonly OwnedPartition[]): Promise<void> {
    let waiting = this.#stillOwned(partitions);
    while (waiting.length > 0) {
      try {
        await this.#options.committer.inTurn(() => this.#loadOnce(waiting));
        return;
      } catch (error) {
        this.#options.onProblem({ kind: 'offsets_unavailable', error });
      }
      await wait(retryMs, undefined, { ref: false });
      waiting = this.#stillOwned(waiting);
    }
  }

  #stillOwned(partitions: readonly OwnedPartition[]): OwnedPartition[] {
    if (this.#stopped) return [];
    return partitions.filter(
      (own) => this.#options.owned.get(partitionKey(own.topic, own.partition)) === own,
    );
  }

  async #loadOnce(partitions: readonly OwnedPartition[]): Promise<void> {
    const { admin, groupId } = this.#options;
    const topics = [...new Set(partitions.map(({ topic }) => topic))];
    const [committed, logs] = await Promise.all([
      fetchCommitted(admin, groupId, topics),
      fetchLogRanges(admin, topics),
    ]);
    for (const own of this.#stillOwned(partitions)) {
      const key = partitionKey(own.topic, own.partition);
      const log = logs.get(key);
      if (log === undefined) throw new Error(`Kafka does not know ${key}`);
      this.#place(own, committed.get(key), log);
    }
  }

  #place(own: OwnedPartition, committed: CommittableOffset | undefined, log: LogRange): void {
    const start = decideStart({ own: own.isLoaded ? ownWhereabouts(own) : undefined, committed, log });
    this.#report(own, start);
    if (start.kind === 'keep') own.markChanged();
    else {
      own.rebuild(start.at);
      this.#options.pauses.startLoading(own);
    }
    this.#seek(own);
    this.#options.pauses.loaded(own);
  }

  #report({ topic, partition }: OwnedPartition, start: StartingPoint): void {
    const { onProblem } = this.#options;
    if (start.kind === 'keep') return;
    if (start.kind === 'out_of_range')
      onProblem({ kind: 'lost_by_retention', topic, partition, records: start.lost });
    if (decodeMetadata(start.at.offset, start.at.metadata) === undefined) {
      onProblem({ kind: 'metadata_unreadable', topic, partition });
    }
  }

  /**
   * To the position. When kafkajs's consumer has restarted and something waits to be committed, to the record before
   * it: the batch that comes is discarded, but brings the new run's commit function without waiting for traffic.
   */
  #seek({ topic, partition, progress, hasUncommitted }: OwnedPartition): void {
    const { committer, consumer } = this.#options;
    const oneBack = !committer.ready && hasUncommitted && progress.position > 0;
    consumer.seek({ topic, partition, offset: String(oneBack ? progress.position - 1 : progress.position) });
  }
}

const ownWhereabouts = ({ committed, progress }: OwnedPartition) => ({
  committed,
  position: progress.position,
});
