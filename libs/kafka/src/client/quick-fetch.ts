// Mends one thing in kafkajs 2.2.4: its decoder of fetched records makes a buffer for each field of a record, computes
// offsets in BigInts, and copies the headers once for each header. The answers are read by `libs/kafka/src/wire`; sets
// of the formats before Kafka 0.11 go kafkajs's own way. A header's value in ASCII becomes a text instead of bytes, and
// partitions that have nothing new are left out: for each of them kafkajs makes a batch, and a turn of a worker.
// `quick-fetch.spec.ts` holds both against each other, and fails when kafkajs changes.
import { createRequire } from 'node:module';
import { ByteReader } from '../wire/byte-reader.js';
import { hasRecordBatches, isCutOff, readRecordBatches } from '../wire/record-batch-reader.js';

interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  /** Decimal text. */
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly lastStartOffset: string;
  readonly abortedTransactions: readonly { readonly producerId: string; readonly firstOffset: string }[];
  readonly preferredReadReplica: number;
  readonly messages: readonly unknown[];
}

export interface FetchAnswer {
  readonly throttleTime: number;
  readonly clientSideThrottleTime: number;
  readonly errorCode: number;
  readonly sessionId: number;
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly FetchedPartition[];
  }[];
}

export interface FetchDecoder {
  decode: (bytes: Buffer) => Promise<FetchAnswer>;
}

/** The version that kafkajs and every broker since Kafka 2.3 agree on. */
export const fetchModule = 'kafkajs/src/protocol/requests/fetch/v11/response.js';

const require = createRequire(import.meta.url);
const Decoder = require('kafkajs/src/protocol/decoder.js') as new (bytes: Buffer) => object;
const decodeMessages = require('kafkajs/src/protocol/requests/fetch/v4/decodeMessages.js') as (
  decoder: object,
) => Promise<unknown[]>;

/** Idempotent. */
export function readFetchedRecordsQuickly(): void {
  (require(fetchModule) as FetchDecoder).decode = decodeFetchAnswer;
}

export async function decodeFetchAnswer(bytes: Buffer): Promise<FetchAnswer> {
  const reader = new ByteReader(bytes);
  const clientSideThrottleTime = reader.int32();
  const errorCode = reader.int16();
  const sessionId = reader.int32();
  const responses = [];
  for (let rest = reader.int32(); rest > 0; rest -= 1) responses.push(await readTopic(reader));
  // 0: the broker leaves the waiting to the client (KIP-219).
  return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
}

async function readTopic(reader: ByteReader): Promise<FetchAnswer['responses'][number]> {
  const topicName = reader.string();
  const partitions = [];
  for (let rest = reader.int32(); rest > 0; rest -= 1) {
    if (saysNothing(reader)) reader.skip(silentBytes);
    else partitions.push(await readPartition(reader));
  }
  return { topicName, partitions };
}

/** Partition, error, three offsets, and the numbers of aborted transactions, preferred replica and records' bytes. */
const silentBytes = 4 + 2 + 3 * 8 + 4 + 4 + 4;

/** Whether the partition has no record, no error, and no replica to be read from instead. */
function saysNothing({ bytes, position }: ByteReader): boolean {
  const endsAt = position + silentBytes;
  return (
    bytes.readInt16BE(position + 4) === 0 &&
    bytes.readInt32BE(endsAt - 12) <= 0 &&
    bytes.readInt32BE(endsAt - 8) === -1 &&
    bytes.readInt32BE(endsAt - 4) <= 0
  );
}

async function readPartition(reader: ByteReader): Promise<FetchedPartition> {
  const partition = reader.int32();
  const errorCode = reader.int16();
  const highWatermark = String(reader.int64());
  const lastStableOffset = String(reader.int64());
  const lastStartOffset = String(reader.int64());
  const abortedTransactions = reader.array(() => ({
    producerId: String(reader.int64()),
    firstOffset: String(reader.int64()),
  }));
  const preferredReadReplica = reader.int32();
  const recordsAt = reader.position;
  const size = Math.max(0, reader.int32());
  const records = reader.bytes.subarray(reader.position, reader.position + size);
  reader.skip(size);
  const messages = await readRecords(records, reader.bytes.subarray(recordsAt, reader.position));
  // Written whole: what a spread begins, and is added to, has a shape of its own each time, in V8's old generation.
  return {
    partition,
    errorCode,
    highWatermark,
    lastStableOffset,
    lastStartOffset,
    abortedTransactions,
    preferredReadReplica,
    messages,
  };
}

/** `sized` are the records with their length in front, as kafkajs reads them. */
async function readRecords(records: Buffer, sized: Buffer): Promise<readonly unknown[]> {
  if (isCutOff(records)) return [];
  return hasRecordBatches(records) ? readRecordBatches(records) : decodeMessages(new Decoder(sized));
}
