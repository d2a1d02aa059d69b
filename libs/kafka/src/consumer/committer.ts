// Commits what is complete, and nothing else. One commit at a time; what is committed is computed anew for every
// try from the partitions owned at that moment, never retried as it was.
import type { EachBatchPayload } from 'kafkajs';
import { commitRequests, toTopicOffsets, type PartitionCommit } from './commit-requests.js';
import type { ConsumerProblem } from './consumer-problem.js';
import type { OwnedPartition } from './owned-partition.js';

export type CommitFunction = EachBatchPayload['commitOffsetsIfNecessary'];

export interface CommitterOptions {
  readonly owned: () => Iterable<OwnedPartition>;
  readonly everyMs: number;
  readonly onProblem: (problem: ConsumerProblem) => void;
}

export class Committer {
  readonly #options: CommitterOptions;
  #commit: CommitFunction | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Commits and loads of offsets take turns, so that neither sees the other half done. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: CommitterOptions) {
    this.#options = options;
  }

  /** Whether a commit is possible: kafkajs gives the function that reports failures only with a batch. */
  get ready(): boolean {
    return this.#commit !== undefined;
  }

  /** The function of the present run of the consumer; `undefined` when that run has ended. */
  use(commit: CommitFunction | undefined): void {
    const isFirst = this.#commit === undefined && commit !== undefined;
    this.#commit = commit;
    if (isFirst) this.schedule();
  }

  /** Commits within `everyMs`. */
  schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.commitNow().catch((error: unknown) => {
        this.#options.onProblem({ kind: 'commit_failed', error });
      });
    }, this.#options.everyMs);
  }

  /** Resolves when a commit of everything complete by now was tried; failures are reported and tried again later. */
  commitNow(): Promise<void> {
    return this.inTurn(() => this.#commitAll());
  }

  /** Runs `action` while no commit is under way. */
  inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(action);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #commitAll(): Promise<void> {
    const commit = this.#commit;
    if (commit === undefined) return;
    for (const request of commitRequests(this.#pending())) await this.#send(commit, request);
  }

  #pending(): PartitionCommit[] {
    const commits: PartitionCommit[] = [];
    for (const owned of this.#options.owned()) {
      const committable = owned.pendingCommit();
      if (committable !== undefined) commits.push({ owned, committable });
    }
    return commits;
  }

  async #send(commit: CommitFunction, request: readonly PartitionCommit[]): Promise<void> {
    for (const { owned, committable } of request) owned.markSent(committable);
    try {
      await commit({ topics: toTopicOffsets(request) });
      for (const { owned, committable } of request) owned.markCommitted(committable);
    } catch (error) {
      for (const { owned } of request) owned.markChanged();
      this.#options.onProblem({ kind: 'commit_failed', error });
      this.schedule();
    }
  }
}
