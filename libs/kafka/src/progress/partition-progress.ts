// How far one partition has got: which offsets have begun, which are complete, and so what may be committed.
// Pure: no Kafka, no clock. Fencing by epoch and the commit itself are the consumer's.
//
//            known complete      begun, incomplete (pending)
//                 v                v     v
//   committed ...[============][===x=====x====)                      x = incomplete
//                              ^base          ^position (next offset to read)
//
// **Invariant:** every offset below `base` is complete. An offset is incomplete from the moment it has begun until
// `complete` is called, and nothing else ends that.
import { PendingOffsets } from './pending-offsets.js';
import { decodeMetadata, encodeMetadata, offsetsAlwaysTold, shareOfText } from './progress-metadata.js';
import { mergeRuns, runsBetween, withoutRuns, type Run } from './runs.js';

/** What a commit says of one partition: the lowest incomplete offset, and what is complete above it. */
export interface CommittableOffset {
  readonly offset: number;
  readonly metadata: string;
}

export interface FetchedRecords {
  /** The offset that was asked for. */
  readonly fetchedOffset: number;
  /** Offsets of the records that are there, ascending. */
  readonly offsets: readonly number[];
  /** The offset to read next; at least the last one plus one. */
  readonly nextOffset: number;
}

export type Taken =
  /** `begun`: ascending. */
  | { readonly kind: 'taken'; readonly begun: readonly number[] }
  | { readonly kind: 'stale'; readonly expected: number };

/** Of a metadata text: the rest is for what is asked for already when reading stops. */
const shareToRead = 0.5;

export class PartitionProgress {
  readonly #pending = new PendingOffsets();
  /** Complete by an earlier owner's word and not read again yet; ascending. */
  #known: readonly Run[];
  #position: number;

  private constructor(
    position: number,
    known: readonly Run[],
    /** Of the log that all of this is about; `undefined`: not known. */
    readonly topicId: string | undefined,
  ) {
    this.#position = position;
    this.#known = known;
  }

  /** Goes on from what was committed. Metadata that does not decode counts as none: a repeat, never a loss. */
  static restore(committed: CommittableOffset, topicId?: string): PartitionProgress {
    const told = decodeMetadata(committed.offset, committed.metadata);
    return new PartitionProgress(committed.offset, told?.runs ?? [], topicId);
  }

  /** The next offset to read. */
  get position(): number {
    return this.#position;
  }

  get pendingCount(): number {
    return this.#pending.count;
  }

  /** The lowest incomplete offset; the position when there is none. */
  get base(): number {
    return this.#pending.lowest ?? this.#position;
  }

  /**
   * Whether reading further could make more than one metadata text can tell, whatever becomes complete next. Few that wait
   * for long do not stop those behind them: 1,000 incomplete offsets may have a million complete ones among them.
   */
  get isFull(): boolean {
    const span = this.#position - this.base;
    if (span <= offsetsAlwaysTold * shareToRead) return false;
    const incomplete = this.#pending.count;
    return shareOfText(incomplete, span - incomplete) > shareToRead;
  }

  /**
   * Begins the records that are not known to be complete. Offsets that are missing between them (control records,
   * compaction, aborted transactions) are complete, but only because the fetch began exactly at the position:
   * records that arrive from anywhere else are stale and must be fetched again from `expected`.
   */
  take(fetched: FetchedRecords): Taken {
    if (fetched.fetchedOffset !== this.#position) return { kind: 'stale', expected: this.#position };
    const begun = withoutRuns(fetched.offsets, this.#known);
    for (const offset of begun) this.#pending.begin(offset);
    this.#position = fetched.nextOffset;
    this.#known = this.#known.filter((run) => run.end > this.#position);
    return { kind: 'taken', begun };
  }

  /** Ends an offset that has begun. Ending one twice, or one that never began, is a bug and throws. */
  complete(offset: number): void {
    if (!this.#pending.end(offset)) throw new Error(`offset ${offset} is not incomplete`);
  }

  /** What may be committed now. */
  committable(): CommittableOffset {
    const lowest = this.base;
    const read = runsBetween(lowest, this.#position, this.#pending);
    const runs = mergeRuns([...read, ...this.#known.map((run) => clip(run, this.#position))]);
    const [first] = runs;
    const base = first?.start === lowest ? first.end : lowest;
    const told = { topicId: this.topicId, runs: runs.filter((run) => run.start > base) };
    return { offset: base, metadata: encodeMetadata(base, told) };
  }
}

const clip = (run: Run, from: number): Run => ({ start: Math.max(run.start, from), end: run.end });
