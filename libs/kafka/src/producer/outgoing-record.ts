// A record on its way to Kafka, and what the broker answered.

export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string | Buffer>>;
  /** Chosen by the key's hash when absent. */
  readonly partition?: number;
}

/** Where a record was written, as all in-sync replicas have it. */
export interface Appended {
  readonly topic: string;
  readonly partition: number;
  /** Decimal text. */
  readonly offset: string;
  /** The broker's append time, ms since the epoch. */
  readonly appendedAtMs: number;
}

const overheadBytes = 100;

/** About how large the record is in a batch, in bytes. */
export function recordBytes(record: OutgoingRecord): number {
  let bytes = overheadBytes + lengthOf(record.key) + lengthOf(record.value);
  for (const name in record.headers) bytes += name.length + lengthOf(record.headers[name] ?? null) + 4;
  return bytes;
}

const lengthOf = (value: Buffer | string | null): number => {
  if (value === null) return 0;
  return typeof value === 'string' ? Buffer.byteLength(value) : value.length;
};
