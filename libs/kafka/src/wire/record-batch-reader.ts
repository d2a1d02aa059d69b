// Reads record batches (magic 2) into messages as kafkajs has them, with what its consumer looks at.
import kafkajs from 'kafkajs';
import { ByteReader } from './byte-reader.js';
import { HeaderReader, type FetchedHeaders } from './header-reader.js';

/** A message of kafkajs, with what its consumer looks at beside it. */
export interface FetchedMessage {
  /** Slices of the whole answer. */
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** ms since the epoch, decimal text. */
  readonly timestamp: string;
  /** Decimal text. */
  readonly offset: string;
  readonly attributes: number;
  readonly headers: FetchedHeaders;
  readonly size: number;
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean };
}

const magicAt = 16;
const magic = 2;
/** Base offset and length. */
const prefixBytes = 12;
/** Attributes up to the number of records. */
const attributesAt = 9;

const codecMask = 0x07;
const logAppendTimeFlag = 0x08;
const transactionalFlag = 0x10;
const controlFlag = 0x20;

type Codec = () => { decompress(bytes: Buffer): Promise<Buffer> };

/** By their number in a batch's attributes; there is none for 0, uncompressed. */
const codecs = kafkajs.CompressionCodecs as Readonly<Record<number, Codec | undefined>>;

/** Whether the record set begins with a batch of this format; older ones are kafkajs's to read. */
export const hasRecordBatches = (records: Buffer): boolean => records[magicAt] === magic;

/** Whether the broker cut a set off before it says its format: there is nothing whole in it. */
export const isCutOff = (records: Buffer): boolean => records.length <= magicAt;

/** Every message of the set; the last batch is left out when the broker cut it short for the size of its answer. */
export async function readRecordBatches(records: Buffer): Promise<FetchedMessage[]> {
  const messages: FetchedMessage[] = [];
  const reader = new ByteReader(records);
  while (reader.remaining >= prefixBytes) {
    const baseOffset = Number(reader.int64());
    const length = reader.int32();
    if (length > reader.remaining) break;
    const batch = records.subarray(reader.position, reader.position + length);
    reader.skip(length);
    await readBatch(batch, baseOffset, messages);
  }
  return messages;
}

interface BatchHead {
  readonly attributes: number;
  readonly baseOffset: number;
  readonly firstMs: number;
  /** The time of all records, when the broker gives it. */
  readonly appendedAt: string | undefined;
  readonly context: FetchedMessage['batchContext'];
}

async function readBatch(batch: Buffer, baseOffset: number, messages: FetchedMessage[]): Promise<void> {
  const reader = new ByteReader(batch, attributesAt);
  const head = readHead(reader, baseOffset);
  const count = reader.int32();
  const codec = codecs[head.attributes & codecMask];
  const records =
    codec === undefined || count <= 0
      ? reader
      : new ByteReader(await codec().decompress(batch.subarray(reader.position)));
  const headers = new HeaderReader();
  for (let rest = count; rest > 0; rest -= 1) messages.push(readRecord(records, head, headers));
}

function readHead(reader: ByteReader, baseOffset: number): BatchHead {
  const attributes = reader.int16();
  reader.skip(4);
  const firstMs = Number(reader.int64());
  const lastMs = reader.int64();
  const producerId = String(reader.int64());
  reader.skip(6);
  return {
    attributes,
    baseOffset,
    firstMs,
    appendedAt: (attributes & logAppendTimeFlag) === 0 ? undefined : String(lastMs),
    context: { producerId, inTransaction: (attributes & transactionalFlag) !== 0 },
  };
}

function readRecord(reader: ByteReader, head: BatchHead, headerReader: HeaderReader): FetchedMessage {
  const size = reader.varInt();
  const end = reader.position + size;
  const attributes = reader.int8();
  const timestamp = head.appendedAt ?? String(head.firstMs + reader.varLong());
  if (head.appendedAt !== undefined) reader.varLong();
  const offset = String(head.baseOffset + reader.varInt());
  const key = reader.varBytes();
  const value = reader.varBytes();
  const headers = headerReader.read(reader);
  reader.position = end;
  return {
    key,
    value,
    timestamp,
    attributes,
    offset,
    headers,
    size,
    isControlRecord: (head.attributes & controlFlag) !== 0,
    batchContext: head.context,
  };
}
