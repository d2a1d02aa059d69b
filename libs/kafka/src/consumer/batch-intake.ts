// Takes one fetched batch into a partition's progress and hands its records to the handler. Holds no state.
import type { Batch } from 'kafkajs';
import type { ConsumedRecord, Hold, RecordHandler, RecordPlace } from './consumed-record.js';
import type { OwnedPartition } from './owned-partition.js';

export interface IntakeOptions {
  readonly handler: RecordHandler;
  /** Called after a completion that counted. */
  readonly onComplete: (owned: OwnedPartition) => void;
}

export type Intake =
  | { readonly kind: 'taken'; readonly hold: Hold | undefined }
  /** The batch does not begin at the position: fetch again from `expected`. */
  | { readonly kind: 'stale'; readonly expected: number };

/** kafkajs's batch, with the offset that was asked for, which its types leave out. */
interface FetchedBatch extends Batch {
  readonly fetchedOffset: string;
}

/** Takes the batch whole, or up to the first record that the handler holds. */
export function takeBatch(owned: OwnedPartition, batch: Batch, options: IntakeOptions): Intake {
  const fetched = batch as FetchedBatch;
  const { fetchedOffset } = fetched;
  const records = toRecords(owned, fetched);
  const admitted = admit(records, options.handler);
  const held = records[admitted.count];
  const taken = owned.progress.take({
    fetchedOffset: Number(fetchedOffset),
    offsets: records.slice(0, admitted.count).map((record) => Number(record.offset)),
    nextOffset: held === undefined ? Number(batch.lastOffset()) + 1 : Number(held.offset),
  });
  if (taken.kind === 'stale') return taken;
  noteTimes(owned, records[0], held);
  let next = 0;
  for (const record of records) {
    const offset = taken.begun[next];
    if (offset === undefined) break;
    if (Number(record.offset) !== offset) continue;
    next += 1;
    options.handler.take(record, new TakenPlace(owned, offset, options.onComplete));
  }
  return { kind: 'taken', hold: admitted.hold };
}

function noteTimes(
  owned: OwnedPartition,
  first: ConsumedRecord | undefined,
  held: ConsumedRecord | undefined,
): void {
  for (const record of [first, held])
    if (record !== undefined) owned.noteAppended(Number(record.offset), record.appendedAtMs);
  owned.noteHeld(held === undefined ? undefined : Number(held.offset));
}

/** How many records, from the first, may be taken now. */
function admit(
  records: readonly ConsumedRecord[],
  handler: RecordHandler,
): { count: number; hold: Hold | undefined } {
  for (const [index, record] of records.entries()) {
    const hold = handler.admit(record);
    if (hold !== undefined) return { count: index, hold };
  }
  return { count: records.length, hold: undefined };
}

/** A class: of functions that are made for each record V8 forgets the compiled code at each full garbage collection. */
class TakenPlace implements RecordPlace {
  readonly #owned: OwnedPartition;
  readonly #offset: number;
  readonly #epoch: number;
  readonly #onComplete: (owned: OwnedPartition) => void;

  constructor(owned: OwnedPartition, offset: number, onComplete: (owned: OwnedPartition) => void) {
    this.#owned = owned;
    this.#offset = offset;
    this.#epoch = owned.epoch;
    this.#onComplete = onComplete;
  }

  complete(): void {
    if (this.#owned.complete(this.#offset, this.#epoch)) this.#onComplete(this.#owned);
  }

  isOurs(): boolean {
    return this.#owned.epoch === this.#epoch;
  }
}

function toRecords(owned: OwnedPartition, batch: FetchedBatch): ConsumedRecord[] {
  const { topic, partition, highWatermark, fetchedOffset } = batch;
  const nowMs = performance.now();
  // A batch from elsewhere may be of a former log.
  if (Number(fetchedOffset) === owned.progress.position) owned.noteEnd(Number(highWatermark), nowMs);
  const records: ConsumedRecord[] = [];
  for (const message of batch.messages) {
    records.push({
      topic,
      partition,
      offset: message.offset,
      appendedAtMs: Number(message.timestamp),
      knownAtMs: owned.knownAtMs(Number(message.offset), nowMs),
      key: message.key,
      value: message.value,
      headers: message.headers ?? {},
    });
  }
  return records;
}
