// One reading of the topic `registry` from its beginning: what was read, how far, and whether it can be trusted.
// Pure: told what was fetched and what the broker says of its end. Fetching, clocks and a new reading are
// `RegistryView`'s.
import { registryKey, sentinelId, type SentinelRecord } from '@posthorn/contracts';
import { epochOf, readRegistryRecord, type FetchedRecord } from './registry-record.js';
import { RegistryTable, type KeptKind } from './registry-table.js';

/** Why a reading can no longer be trusted, and must begin again. */
export type RebuildReason =
  /** A record came with an offset that was read before. */
  | 'offset_went_back'
  /** The log ends before what was read. */
  | 'log_shrank'
  /** A record stands where all was read before, and is newer than all of that: this is another log. */
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

/** How far a log was read. */
export interface ReadTo {
  /** The offset after the last record. */
  readonly next: bigint;
  /** Newest broker time among all records up to there, ms. */
  readonly newestMs: number;
}

/** A question to the broker: where does the log end, and is it still the one that was read? */
export interface EndQuestion {
  readonly readTo: ReadTo;
  /** How far it was read when the broker was last asked; `undefined` when nothing was read. */
  readonly known: ReadTo | undefined;
}

export interface EndAnswer {
  /** The offset that the next record will have. */
  readonly end: bigint;
  /** Offset of the first record newer than `known.newestMs`; the end when there is none. */
  readonly firstNewer: bigint;
  /** When the question left, by a clock that never goes back, ms. */
  readonly askedAtMs: number;
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
  readonly table: RegistryTable;
  #readTo: ReadTo = { next: 0n, newestMs: -1 };
  /** What another log cannot have: nothing newer stands before it. */
  #known: ReadTo | undefined;
  #sentinel: SentinelRecord | undefined;
  #publish: PublishSeen | undefined;
  #awaitedEnds: readonly Confirmation[] = [];
  #confirmed: Confirmation | undefined;

  /** `keeps`: the kinds whose records are kept; every kind's are by default. */
  constructor(keeps?: ReadonlySet<KeptKind>) {
    this.table = new RegistryTable(keeps);
  }

  /** The offset after the last record that was read. */
  get next(): bigint {
    return this.#readTo.next;
  }

  get question(): EndQuestion {
    return { readTo: this.#readTo, known: this.#known };
  }

  /** The last full publish that was read to its end. */
  get sentinel(): SentinelRecord | undefined {
    return this.#sentinel;
  }

  /** The last end that was asked for and then reached. */
  get confirmed(): Confirmation | undefined {
    return this.#confirmed;
  }

  /** When the oldest end was asked for that is not reached yet. */
  get awaitedSinceMs(): number | undefined {
    return this.#awaitedEnds[0]?.askedAtMs;
  }

  /** Values read of a full publish. */
  countOf(epoch: number): number {
    return this.#publish?.epoch === epoch ? this.#publish.count : 0;
  }

  /** Takes the next record of the log. */
  read(record: FetchedRecord): Finding | undefined {
    if (record.offset < this.next) return rebuild('offset_went_back');
    const newestMs = Math.max(this.#readTo.newestMs, record.appendedAtMs);
    this.#readTo = { next: record.offset + 1n, newestMs };
    this.#known ??= this.#readTo;
    const finding = this.#apply(record);
    this.#confirmReached();
    return finding;
  }

  /** Takes the broker's answer. */
  endIs(answer: EndAnswer, { readTo, known }: EndQuestion): Rebuild | undefined {
    if (answer.end < readTo.next) return rebuild('log_shrank');
    if (known !== undefined && answer.firstNewer < known.next) return rebuild('log_replaced');
    if (known !== undefined) this.#known = readTo;
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
    const reached = this.#awaitedEnds.filter(({ end }) => end <= this.next).at(-1);
    if (reached === undefined) return;
    this.#confirmed = reached;
    this.#awaitedEnds = this.#awaitedEnds.filter(({ end }) => end > this.next);
  }
}
