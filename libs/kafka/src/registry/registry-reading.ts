// One reading of the topic `registry` from its beginning: what was read, how far, and whether it can be trusted.
// Pure: told what was fetched and what the broker says of its end. Fetching, clocks and a new reading are
// `RegistryView`'s.
import { registryKey, sentinelId, type SentinelRecord } from '@posthorn/contracts';
import { epochOf, readRegistryRecord, type FetchedRecord } from './registry-record.js';
import { RegistryTable } from './registry-table.js';

/** Why a reading can no longer be trusted, and must begin again. */
export type RebuildReason =
  /** A record came with an offset that was read before. */
  | 'offset_went_back'
  /** The log ends before what was read. */
  | 'log_shrank'
  /** Below what was read stands a record newer than all that was read: this is another log. */
  | 'log_replaced'
  /** A full publish was followed from its first record, and had fewer than its sentinel says. */
  | 'publish_incomplete';

/** What one record, or the broker's answer, meant beyond its content. */
export type Finding =
  | Rebuild
  | { readonly kind: 'unreadable_record'; readonly offset: bigint; readonly detail: string }
  /** A record with a lower version than the known one: ignored. */
  | { readonly kind: 'older_version'; readonly offset: bigint; readonly key: string }
  /** A sentinel of more rows than there are offsets before it: its log was replaced under the publisher. */
  | { readonly kind: 'unfounded_sentinel'; readonly offset: bigint; readonly detail: string };

/** What was read is dropped, and the log is read again from its beginning. */
export interface Rebuild {
  readonly kind: 'rebuild';
  readonly reason: RebuildReason;
}

/** What the broker said of the log's end. */
export interface LogEnd {
  /** The offset that the next record will have. */
  readonly end: bigint;
  /** Offset of the first record newer than `newestMs` at the time of asking; the end when there is none. */
  readonly firstNewer: bigint;
  /** When it was asked, by a clock that never goes back, ms. */
  readonly askedAtMs: number;
}

/** What was asked for: a reading's place when the question left. */
export interface ReadingPlace {
  readonly next: bigint;
  /** Newest broker time among all records read, ms; -1: none. */
  readonly newestMs: number;
}

interface Confirmation {
  readonly end: bigint;
  readonly askedAtMs: number;
}

interface PublishSeen {
  readonly epoch: number;
  /** Values read, tombstones not counted. */
  count: number;
  /** Whether all that was before it had been read, so that every record of it must be seen. */
  readonly fromFirst: boolean;
}

/** Ends that wait to be reached; further ones come within seconds. */
const awaitedEndsMax = 100;
const sentinelKey = registryKey('sentinel', sentinelId);
const rebuild = (reason: RebuildReason): Rebuild => ({ kind: 'rebuild', reason });

export class RegistryReading {
  readonly table = new RegistryTable();
  #next = 0n;
  #newestMs = -1;
  #sentinel: SentinelRecord | undefined;
  #publish: PublishSeen | undefined;
  #awaitedEnds: readonly Confirmation[] = [];
  #confirmed: Confirmation | undefined;

  get place(): ReadingPlace {
    return { next: this.#next, newestMs: this.#newestMs };
  }

  /** The last full publish that was read to its end. */
  get sentinel(): SentinelRecord | undefined {
    return this.#sentinel;
  }

  /** The last end that was asked for and then reached. */
  get confirmed(): Confirmation | undefined {
    return this.#confirmed;
  }

  /** The oldest end that was asked for and is not reached yet. */
  get awaited(): Confirmation | undefined {
    return this.#awaitedEnds[0];
  }

  /** Values read of a full publish. */
  countOf(epoch: number): number {
    return this.#publish?.epoch === epoch ? this.#publish.count : 0;
  }

  /** Takes the next record of the log. */
  read(record: FetchedRecord): Finding | undefined {
    if (record.offset < this.#next) return rebuild('offset_went_back');
    this.#next = record.offset + 1n;
    this.#newestMs = Math.max(this.#newestMs, record.appendedAtMs);
    const finding = this.#apply(record);
    this.#confirmReached();
    return finding;
  }

  /** Takes the broker's answer to a question that was asked at `place`. */
  endIs(answer: LogEnd, place: ReadingPlace): Rebuild | undefined {
    if (answer.end < place.next) return rebuild('log_shrank');
    if (answer.firstNewer < place.next) return rebuild('log_replaced');
    if (this.#awaitedEnds.length < awaitedEndsMax) this.#awaitedEnds = [...this.#awaitedEnds, answer];
    this.#confirmReached();
    return undefined;
  }

  #apply(record: FetchedRecord): Finding | undefined {
    this.#count(record);
    const { offset, appendedAtMs } = record;
    const read = readRegistryRecord(record);
    switch (read.kind) {
      case 'unreadable':
        return { kind: 'unreadable_record', offset, detail: read.detail };
      case 'sentinel':
        return this.#end(read.sentinel, offset);
      case 'change': {
        const applied = this.table.apply(read.change, { offset, appendedAtMs });
        return applied === 'older' ? { kind: 'older_version', offset, key: record.key ?? '' } : undefined;
      }
    }
  }

  /** Counts a full publish's values, readable or not: a newer publisher may write kinds that are unknown here. */
  #count(record: FetchedRecord): void {
    const epoch = epochOf(record);
    if (epoch === undefined || record.value === null || record.key === sentinelKey) return;
    if (this.#publish === undefined || epoch > this.#publish.epoch) this.#publish = this.#firstSeen(epoch);
    if (this.#publish.epoch === epoch) this.#publish.count += 1;
  }

  #firstSeen(epoch: number): PublishSeen {
    return { epoch, count: 0, fromFirst: this.#confirmed !== undefined };
  }

  /** A sentinel: the end of a full publish. */
  #end(sentinel: SentinelRecord, offset: bigint): Finding | undefined {
    const { epoch, row_count: rowCount, database_id: databaseId } = sentinel;
    if (offset < BigInt(rowCount)) {
      const detail = `${rowCount} rows of epoch ${epoch} cannot stand before offset ${offset}`;
      return { kind: 'unfounded_sentinel', offset, detail };
    }
    if (this.#sentinel?.database_id === databaseId && epoch < this.#sentinel.epoch) return undefined;
    const seen = this.#publish?.epoch === epoch ? this.#publish : this.#firstSeen(epoch);
    if (seen.fromFirst && seen.count < rowCount) return rebuild('publish_incomplete');
    this.#sentinel = sentinel;
    return undefined;
  }

  #confirmReached(): void {
    const reached = this.#awaitedEnds.filter(({ end }) => end <= this.#next).at(-1);
    if (reached === undefined) return;
    this.#confirmed = reached;
    this.#awaitedEnds = this.#awaitedEnds.filter(({ end }) => end > this.#next);
  }
}
