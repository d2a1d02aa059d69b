// Takes one fetched batch into a partition's progress and hands its records to the handler. Holds no state.
import type { Batch, KafkaMessage } from 'kafkajs';
import type { ConsumedRecord, Hold, RecordHandler } from './consumed-record.js';
import type { OwnedPartition } from './owned-partition.js';

export interface IntakeOptions {
  readonly handler: RecordHandler;
  /** Called after a completion that counted. */
  readonly onComplete: () => void;
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
  const { fetchedOffset } = batch as FetchedBatch;
  const records = batch.messages.map((message) => toRecord(batch, message));
  const admitted = admit(records, options.handler);
  const held = records[admitted.count];
  const taken = owned.progress.take({
    fetchedOffset: Number(fetchedOffset),
    offsets: records.slice(0, admitted.count).map((record) => Number(record.offset)),
    nextOffset: held === undefined ? Number(batch.lastOffset()) + 1 : Number(held.offset),
  });
  if (taken.kind === 'stale') return taken;
  noteTimes(owned, records[0], held);
  const handing = { ...options, isOurs: owned.ownership() };
  for (const record of records.slice(0, admitted.count)) {
    if (taken.begun.has(Number(record.offset))) hand(owned, record, handing);
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

function hand(
  owned: OwnedPartition,
  record: ConsumedRecord,
  { handler, onComplete, isOurs }: IntakeOptions & { readonly isOurs: () => boolean },
): void {
  const completion = owned.completion(Number(record.offset));
  const complete = (): void => {
    if (completion()) onComplete();
  };
  handler.take(record, complete, isOurs);
}

const toRecord = ({ topic, partition }: Batch, message: KafkaMessage): ConsumedRecord => ({
  topic,
  partition,
  offset: message.offset,
  appendedAtMs: Number(message.timestamp),
  key: message.key,
  value: message.value,
  headers: message.headers ?? {},
});
