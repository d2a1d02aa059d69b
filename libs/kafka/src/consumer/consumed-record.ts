// What a consumer hands to its handler, and what the handler may answer.
import type { RecordHeaders } from '@posthorn/contracts';

export interface ConsumedRecord {
  readonly topic: string;
  readonly partition: number;
  /** Decimal text. */
  readonly offset: string;
  /** The broker's append time, ms since the epoch. */
  readonly appendedAtMs: number;
  /** Since when this process knows that the log has the record, by `performance.now()`: it may be read much later. */
  readonly knownAtMs: number;
  readonly key: Buffer | null;
  /** A slice of the whole fetch: copy what waits, or the fetch stays in memory. */
  readonly value: Buffer | null;
  readonly headers: RecordHeaders;
}

/** Leaves a record, and all behind it, in its partition until the promise resolves; it must never reject. */
export interface Hold {
  /** One word for logs and metrics, such as `not_due`. */
  readonly reason: string;
  readonly until: Promise<void>;
}

/** A record's place in its partition, as the handler that took it sees it. */
export interface RecordPlace {
  /** To be called exactly once, when nothing is left to do for the record. */
  complete(): void;
  /**
   * Whether `complete` still counts. It does not when the partition is another member's by now, or is read again: then
   * the record is taken there, and whatever has not begun should not begin here.
   */
  isOurs(): boolean;
}

export interface RecordHandler {
  /** Whether the record may be taken now; `undefined`: yes. Called again after a hold. Must not throw. */
  admit(record: ConsumedRecord): Hold | undefined;
  /**
   * Takes a record. It is incomplete, and so not committed, until its place is. Returns at once: whatever takes time
   * goes on after it. Must not throw.
   */
  take(record: ConsumedRecord, place: RecordPlace): void;
}
