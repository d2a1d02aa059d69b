// Finds where assigned partitions go on: a partition that stayed goes on where it was, a new one where its last
// owner's commit says, one whose records are gone at the start of its log. Until then it is not read.
import { setTimeout as wait } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import type { TopicIds } from '../client/topic-ids.js';
import { decodeMetadata } from '../progress/progress-metadata.js';
import type { CommittableOffset } from '../progress/partition-progress.js';
import {
  fetchCommitted,
  fetchLogRanges,
  partitionKey,
  presentLog,
  type TopicPartitions,
} from './committed-offsets.js';
import type { Committer } from './committer.js';
import type { ConsumerProblem } from './consumer-problem.js';
import { OwnedPartition } from './owned-partition.js';
import type { PartitionPauses } from './partition-pauses.js';
import type { ReadingControls } from './reading-controls.js';
import { decideStart, type PresentLog, type StartingPoint } from './starting-point.js';

export interface OffsetLoaderOptions {
  /** Answers the one of now. */
  readonly admin: () => Admin;
  /** Rejects when Kafka does not answer. */
  readonly askTopicIds: (topics: readonly string[]) => Promise<TopicIds | undefined>;
  readonly controls: Pick<ReadingControls, 'seek'>;
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
    const loads = this.#own(assignment).map((own) => ({ own, load: own.beginLoad() }));
    for (const { own } of loads) pauses.startLoading(own);
    this.#loadUntilDone(loads).catch((error: unknown) => {
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

  async #loadUntilDone(loads: readonly Load[]): Promise<void> {
    const { committer, onProblem } = this.#options;
    let areTold = false;
    for (let waiting = this.#latest(loads); waiting.length > 0; waiting = this.#latest(waiting)) {
      try {
        waiting = await committer.inTurn(() => this.#loadOnce(this.#latest(waiting)));
        if (waiting.length > 0 && !areTold)
          onProblem({ kind: 'offsets_unavailable', error: absent(waiting) });
        areTold = true;
      } catch (error) {
        onProblem({ kind: 'offsets_unavailable', error });
      }
      if (waiting.length > 0) await wait(retryMs, undefined, { ref: false });
    }
  }

  /** Those that still matter: of partitions that are owned, and not overtaken by a later load. */
  #latest(loads: readonly Load[]): readonly Load[] {
    if (this.#stopped) return [];
    const { owned } = this.#options;
    return loads.filter(
      ({ own, load }) => own.isLatestLoad(load) && owned.get(partitionKey(own.topic, own.partition)) === own,
    );
  }

  /**
   * Answers those whose log Kafka does not know yet. The ids are asked for first: of a topic that is made anew meanwhile the
   * former one is kept then, and the next look finds another.
   */
  async #loadOnce(loads: readonly Load[]): Promise<readonly Load[]> {
    const { admin, askTopicIds, groupId } = this.#options;
    const topics = [...new Set(loads.map(({ own }) => own.topic))];
    const ids = await askTopicIds(topics);
    const [committed, ranges] = await Promise.all([
      fetchCommitted(admin(), groupId, topics),
      fetchLogRanges(admin(), topics),
    ]);
    return this.#latest(loads).filter(({ own }) => {
      const key = partitionKey(own.topic, own.partition);
      const log = presentLog(ranges.get(key), own.topic, ids);
      if (log !== undefined) this.#place(own, committed.get(key), log);
      return log === undefined;
    });
  }

  #place(own: OwnedPartition, committed: CommittableOffset | undefined, log: PresentLog): void {
    const { pauses, committer } = this.#options;
    const start = decideStart({ own: own.isLoaded ? ownWhereabouts(own) : undefined, committed, log });
    this.#report(own, start);
    if (start.kind === 'keep') own.goOn({ committed });
    else {
      const isAcknowledged = start.kind === 'start' && committed !== undefined;
      own.rebuild(start.at, { isAcknowledged, topicId: log.topicId });
      pauses.applyEverywhere(own);
    }
    this.#seek(own, log);
    pauses.loaded(own);
    committer.schedule();
  }

  #report({ topic, partition }: OwnedPartition, start: StartingPoint): void {
    const { onProblem } = this.#options;
    if (start.kind === 'keep') return;
    if (start.kind === 'out_of_range')
      onProblem({ kind: 'lost_by_retention', topic, partition, records: start.lost });
    if (start.kind === 'log_replaced') onProblem({ kind: 'log_replaced', topic, partition });
    if (decodeMetadata(start.at.offset, start.at.metadata) === undefined) {
      onProblem({ kind: 'metadata_unreadable', topic, partition });
    }
  }

  /**
   * To the position. When kafkajs's consumer has restarted and something waits to be committed, to the record before
   * it: the batch that comes is discarded, but brings the new run's commit function without waiting for traffic.
   */
  #seek(own: OwnedPartition, log: PresentLog): void {
    const { committer, controls } = this.#options;
    const { position } = own.progress;
    const oneBack = !committer.ready && own.hasUncommitted && position > log.low;
    controls.seek(own, oneBack ? position - 1 : position);
  }
}

/** One partition's part in a load. */
interface Load {
  readonly own: OwnedPartition;
  readonly load: number;
}

/** A topic that is new, brokers that do not agree about it yet, or one that was made anew with fewer partitions. */
const absent = (loads: readonly Load[]): Error =>
  new Error(`not there yet: ${loads.map(({ own }) => partitionKey(own.topic, own.partition)).join(', ')}`);

const ownWhereabouts = ({ perhapsCommitted, isAcknowledged, progress }: OwnedPartition) => ({
  committed: perhapsCommitted,
  isAcknowledged,
  position: progress.position,
  topicId: progress.topicId,
});
