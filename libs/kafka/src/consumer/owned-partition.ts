// One partition while this process owns it: its progress, the reasons why it is not read, and the epoch that
// fences completions which began under an earlier ownership.
import { AppendTimes } from './append-times.js';
import { PartitionProgress, type CommittableOffset } from '../progress/partition-progress.js';
import { isSameCommit } from './starting-point.js';

/** What a partition is before its offsets are loaded. */
const nowhere: CommittableOffset = { offset: -1, metadata: '' };

/** What the broker has, where that is not what this process committed. */
const nothing: CommittableOffset = { offset: -1, metadata: '' };

const noEnd = { offset: -1, atMs: 0 };

/** Commits without an answer that are remembered. */
const unansweredMax = 20;

export interface Rebuilding {
  /** Of the log that is read from here on. */
  readonly topicId?: string | undefined;
  readonly isAcknowledged?: boolean;
}

export class OwnedPartition {
  /** Why it is not read; it is read while there is no reason. */
  readonly pauses = new Set<string>();
  #progress: PartitionProgress;
  #committed: CommittableOffset;
  #epoch = 0;
  #load = 0;
  /** Whether the broker is known to have had `#committed`; false: nothing was committed, and this is the log's start. */
  #acknowledged = false;
  /** Sent since the last acknowledgement: the broker may have any of them. */
  #sent: CommittableOffset[] = [];
  #changed = false;
  #appendTimes = new AppendTimes();
  #held: number | undefined;
  /** An end of the log, seen before all that stands below it was read: kept until it is. */
  #seenEnd = noEnd;

  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {
    this.#committed = nowhere;
    this.#progress = PartitionProgress.restore(nowhere);
  }

  /** Changes whenever earlier completions stop to count. */
  get epoch(): number {
    return this.#epoch;
  }

  get progress(): PartitionProgress {
    return this.#progress;
  }

  /**
   * Begins a load of its offsets; an earlier one that is still under way has no effect any more. The log may be another
   * one by now: an end of the former says nothing.
   */
  beginLoad(): number {
    this.#seenEnd = noEnd;
    this.#load += 1;
    return this.#load;
  }

  isLatestLoad(load: number): boolean {
    return load === this.#load;
  }

  /** What the broker may have by this process's own doing. */
  get perhapsCommitted(): readonly CommittableOffset[] {
    return [this.#committed, ...this.#sent];
  }

  /** Whether its offsets were loaded since it is owned. */
  get isLoaded(): boolean {
    return this.#committed !== nowhere;
  }

  /** What the broker is known to have. */
  get committed(): CommittableOffset {
    return this.#committed;
  }

  /** Whether it has a commit of the group by what this process knows. */
  get isAcknowledged(): boolean {
    return this.#acknowledged;
  }

  /** A batch that was taken began with the record at `offset`, which was appended at `atMs`. */
  noteAppended(offset: number, atMs: number): void {
    this.#appendTimes.forgetBelow(this.#progress.base);
    this.#appendTimes.note(offset, atMs);
  }

  /** The log was seen to end before the offset `end` when `atMs` was, by `performance.now()`. */
  noteEnd(end: number, atMs: number): void {
    if (this.#progress.position >= this.#seenEnd.offset || end < this.#seenEnd.offset)
      this.#seenEnd = { offset: end, atMs };
  }

  /** Since when the record at `offset`, which was fetched at `atMs`, is known to be in the log. */
  knownAtMs(offset: number, atMs: number): number {
    return offset < this.#seenEnd.offset ? this.#seenEnd.atMs : atMs;
  }

  /** The record at `offset` is left where it is for now; `undefined`: none is. */
  noteHeld(offset: number | undefined): void {
    this.#held = offset;
  }

  /**
   * Since when the lowest incomplete record is there, ms; `undefined`: there is none. It may be one batch too early, and
   * more where one waits for long: by the notes that are kept meanwhile.
   */
  get incompleteSinceMs(): number | undefined {
    const { pendingCount, position, base } = this.#progress;
    return pendingCount > 0 || this.#held === position ? this.#appendTimes.of(base) : undefined;
  }

  /** Starts again, where the broker says or at the log's start; what began before counts for nothing. */
  rebuild(start: CommittableOffset, { topicId, isAcknowledged = true }: Rebuilding = {}): void {
    this.#epoch += 1;
    this.markCommitted(start);
    this.#acknowledged = isAcknowledged;
    this.#progress = PartitionProgress.restore(start, topicId);
    // What tells nothing says the same without the topic's id: nothing is committed before something is complete.
    if (start.metadata === '') {
      this.#committed = this.#progress.committable();
      this.#sent = [start];
    }
    this.#appendTimes = new AppendTimes();
    this.#held = undefined;
    this.#seenEnd = noEnd;
    this.#changed = true;
    this.pauses.clear();
  }

  /** Goes on with what is in memory. Where the broker has something else, it is committed again. */
  goOn({ committed }: { readonly committed: CommittableOffset | undefined }): void {
    this.#changed = true;
    const isKnown = this.perhapsCommitted.some((each) => committed && isSameCommit(each, committed));
    if (isKnown) return;
    this.#committed = nothing;
    this.#acknowledged = false;
  }

  /** No completion counts any more. */
  release(): void {
    this.#epoch += 1;
    this.#changed = false;
  }

  /** Completes `offset` if `epoch`, of when it began, is still the one of now; says whether it counted. */
  complete(offset: number, epoch: number): boolean {
    if (epoch !== this.#epoch) return false;
    this.#progress.complete(offset);
    this.#changed = true;
    return true;
  }

  /** Called when the position moved without any record to complete. */
  markChanged(): void {
    this.#changed = true;
  }

  /** Whether it is read, and nothing is left to complete or to commit. */
  get isIdle(): boolean {
    const { pendingCount, position } = this.#progress;
    return this.pauses.size === 0 && pendingCount === 0 && this.#committed.offset === position;
  }

  /** Whether something is complete that the broker does not know. */
  get hasUncommitted(): boolean {
    return this.#changed;
  }

  /** What should be committed; `undefined` when the broker has it already. */
  pendingCommit(): CommittableOffset | undefined {
    if (!this.#changed) return undefined;
    const now = this.#progress.committable();
    this.#changed = false;
    return isSameCommit(now, this.#committed) ? undefined : now;
  }

  /** A commit goes out; its answer may be lost on the way. */
  markSent(committable: CommittableOffset): void {
    this.#sent.push(committable);
    if (this.#sent.length > unansweredMax) this.#sent.shift();
  }

  /** The broker is known to have `committed`. */
  markCommitted(committed: CommittableOffset): void {
    this.#committed = committed;
    this.#acknowledged = true;
    this.#sent = [];
  }
}
