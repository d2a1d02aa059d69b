// What is complete above the committed offset, as text that fits a commit's metadata. What is incomplete there is
// rare: the text tells the length of the complete run between each incomplete offset and the next one.
//
//   base  x======x=xx===       x = incomplete: lengths of 6, 1, 0 and 3
//
//   ph2.<topic id>.<base64url>
//
// After a mark of whose it is comes the id of the topic, as Kafka writes it, since one that is made anew under the same name
// has other records at the same offsets. The rest is a checksum (4 bytes, CRC-32C over the offset that it belongs to, the id
// and what follows), k (1 byte) and the lengths, Rice coded. What does not fit is left out: it is delivered again after a
// crash, never lost.
import { crc32c } from '../wire/crc32c.js';
import { bitsFor, readRice, remainderBitsMax, RiceWriter, type Amount } from './rice-code.js';
import type { Run } from './runs.js';

/** Kafka's `offset.metadata.max.bytes`; 4,097 characters are refused with OFFSET_METADATA_TOO_LARGE. */
export const metadataCharsMax = 4_096;

const mark = 'ph2';
/** 16 bytes in base64url. */
const topicIdChars = 22;
const checksumBytes = 4;
const headBytes = checksumBytes + 1;
const offsetBytes = 8;
const encodedCharsMax = metadataCharsMax - `${mark}..`.length - topicIdChars;
const lengthsBytesMax = Math.floor((encodedCharsMax * 6) / 8) - headBytes;

/** With a bit for each offset, a text tells so many from the base on. */
export const offsetsAlwaysTold = lengthsBytesMax * 8;

/**
 * How much of a text it takes to tell so many incomplete offsets, the base with them, and so many complete ones among
 * them, in whatever order; 1: all of it. With fewer incomplete ones it takes less.
 */
export function shareOfText(incomplete: number, complete: number): number {
  return bitsFor({ count: incomplete, sum: complete }).bits / offsetsAlwaysTold;
}

/** What the metadata of a commit tells beside the offset. */
export interface ToldProgress {
  /** Of the log that the offset belongs to; `undefined`: a broker without ids of topics (before Kafka 2.8), or a tool. */
  readonly topicId: string | undefined;
  /** Complete, ascending, disjoint, above the offset, which is incomplete itself. */
  readonly runs: readonly Run[];
}

export function encodeMetadata(base: number, { topicId, runs }: ToldProgress): string {
  const { remainderBits } = bitsFor(amountOf(base, runs));
  const lengths = lengthsOf(base, runs, remainderBits);
  if (lengths.length === 0 && topicId === undefined) return '';
  const bytes = Buffer.concat([Buffer.alloc(headBytes), lengths]);
  bytes.writeUInt8(remainderBits, checksumBytes);
  bytes.writeUInt32BE(checksumOf(base, topicId ?? '', bytes));
  return `${mark}.${topicId ?? ''}.${bytes.toString('base64url')}`;
}

function amountOf(base: number, runs: readonly Run[]): Amount {
  const sum = runs.reduce((total, { start, end }) => total + end - start, 0);
  return { count: (runs.at(-1)?.end ?? base) - base - sum, sum };
}

/** As many as there is room for. */
function lengthsOf(base: number, runs: readonly Run[], remainderBits: number): Buffer {
  const writer = new RiceWriter(remainderBits, lengthsBytesMax);
  let at = base + 1;
  for (const { start, end } of runs) {
    for (; at < start; at += 1) if (!writer.write(0)) return writer.bytes;
    if (!writer.write(end - start)) break;
    at = end + 1;
  }
  return writer.bytes;
}

/** What some tool committed with another offset, or another program wrote, does not pass for what is complete here. */
function checksumOf(base: number, topicId: string, bytes: Buffer): number {
  const offset = Buffer.alloc(offsetBytes);
  offset.writeBigInt64BE(BigInt(base));
  return crc32c(Buffer.concat([offset, Buffer.from(topicId), bytes.subarray(checksumBytes)]));
}

/** What `text` tells of the offset `base`; `undefined` when this module has not written it for that offset. */
export function decodeMetadata(base: number, text: string): ToldProgress | undefined {
  if (text === '') return { topicId: undefined, runs: [] };
  if (text.length > metadataCharsMax) return undefined;
  const [form, topicId, encoded, ...others] = text.split('.');
  if (form !== mark || topicId === undefined || encoded === undefined || others.length > 0) return undefined;
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.length < headBytes || bytes.readUInt32BE() !== checksumOf(base, topicId, bytes)) return undefined;
  const remainderBits = bytes.readUInt8(checksumBytes);
  if (remainderBits > remainderBitsMax) return undefined;
  const lengths = readRice(bytes.subarray(headBytes), remainderBits);
  const runs = lengths && runsOf(base, lengths);
  return runs && { topicId: topicId === '' ? undefined : topicId, runs };
}

function runsOf(base: number, lengths: readonly number[]): Run[] | undefined {
  const runs: Run[] = [];
  let at = base + 1;
  for (const length of lengths) {
    if (length > 0) runs.push({ start: at, end: at + length });
    at += length + 1;
  }
  return Number.isSafeInteger(at) ? runs : undefined;
}
