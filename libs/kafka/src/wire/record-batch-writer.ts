// Writes the messages of one partition as a record batch (magic 2), uncompressed, into a buffer of exactly its size.
// The same bytes as kafkajs's own encoder, which makes a dozen buffers for each message and copies each six times.
import type { IHeaders, Message } from 'kafkajs';
import { crc32c } from './crc32c.js';
import { varIntBytes, writeVarInt } from './varint.js';

/** What stands before the records, from the base offset to their number. */
const headBytes = 61;
const lengthAt = 8;
const magicAt = 16;
const crcAt = 17;
const attributesAt = 21;
const magic = 2;
/** Neither idempotent nor transactional. */
const noProducerId = -1n;

/** Every record gets the time `nowMs`; the topics of Posthorn take the broker's in its place. */
export class RecordBatch {
  /** Its size. */
  readonly bytes: number;
  readonly #messages: readonly Message[];
  readonly #nowMs: number;
  /** The size of each record, its length not counted. */
  readonly #bodies: readonly number[];

  constructor(messages: readonly Message[], nowMs: number) {
    this.#messages = messages;
    this.#nowMs = nowMs;
    this.#bodies = messages.map(bodyBytes);
    let bytes = headBytes;
    for (const body of this.#bodies) bytes += varIntBytes(body) + body;
    this.bytes = bytes;
  }

  /** Writes it from `at` on; answers its end. */
  write(into: Buffer, at: number): number {
    let end = at + headBytes;
    for (const [index, message] of this.#messages.entries()) {
      end = writeVarInt(into, this.#bodies[index] ?? 0, end);
      end = writeRecord(into, { message, offsetDelta: index }, end);
    }
    writeHead(into, { at, end, count: this.#messages.length, nowMs: this.#nowMs });
    return end;
  }
}

interface Head {
  readonly at: number;
  readonly end: number;
  readonly count: number;
  readonly nowMs: number;
}

function writeHead(bytes: Buffer, { at, end, count, nowMs }: Head): void {
  bytes.writeBigInt64BE(0n, at);
  bytes.writeInt32BE(end - at - lengthAt - 4, at + lengthAt);
  bytes.writeInt32BE(0, at + 12);
  bytes[at + magicAt] = magic;
  bytes.writeInt16BE(0, at + attributesAt);
  bytes.writeInt32BE(count - 1, at + 23);
  bytes.writeBigInt64BE(BigInt(nowMs), at + 27);
  bytes.writeBigInt64BE(BigInt(nowMs), at + 35);
  bytes.writeBigInt64BE(noProducerId, at + 43);
  bytes.writeInt16BE(0, at + 51);
  bytes.writeInt32BE(0, at + 53);
  bytes.writeInt32BE(count, at + 57);
  bytes.writeUInt32BE(crc32c(bytes, at + attributesAt, end), at + crcAt);
}

type Bytes = Buffer | string | null | undefined;

/** Attributes, time and offset come before the key; the length of it all is not counted. */
function bodyBytes({ key, value, headers }: Message, index: number): number {
  let bytes = 2 + varIntBytes(index) + sizedBytes(key) + sizedBytes(value);
  let count = 0;
  forEachHeader(headers, (name, header) => {
    count += 1;
    bytes += sizedBytes(name) + sizedBytes(header);
  });
  return bytes + varIntBytes(count);
}

function sizedBytes(value: Bytes): number {
  if (value === null || value === undefined) return varIntBytes(-1);
  const length = byteLength(value);
  return varIntBytes(length) + length;
}

const byteLength = (value: Buffer | string): number =>
  typeof value === 'string' ? Buffer.byteLength(value) : value.length;

interface PlacedMessage {
  readonly message: Message;
  readonly offsetDelta: number;
}

function writeRecord(bytes: Buffer, { message, offsetDelta }: PlacedMessage, at: number): number {
  bytes[at] = 0;
  bytes[at + 1] = 0;
  let end = writeVarInt(bytes, offsetDelta, at + 2);
  end = writeSized(bytes, message.key, end);
  end = writeSized(bytes, message.value, end);
  let count = 0;
  forEachHeader(message.headers, () => (count += 1));
  end = writeVarInt(bytes, count, end);
  forEachHeader(message.headers, (name, header) => {
    end = writeSized(bytes, header, writeSized(bytes, name, end));
  });
  return end;
}

function writeSized(bytes: Buffer, value: Bytes, at: number): number {
  if (value === null || value === undefined) return writeVarInt(bytes, -1, at);
  const start = writeVarInt(bytes, byteLength(value), at);
  return start + (typeof value === 'string' ? bytes.write(value, start) : value.copy(bytes, start));
}

/** A repeated header is one for each of its values. */
function forEachHeader(headers: IHeaders | undefined, use: (name: string, value: Bytes) => void): void {
  if (headers === undefined) return;
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (Array.isArray(value)) for (const one of value) use(name, one);
    else use(name, value);
  }
}
