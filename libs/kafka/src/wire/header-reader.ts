// Reads the headers of records that follow one another. Most names and many values are those of the record before:
// such a text is found again rather than made again.
import type { ByteReader } from './byte-reader.js';

/** `null` for a header without a value. */
type HeaderValue = Buffer | string | null;

export type FetchedHeaders = Record<string, HeaderValue | HeaderValue[]>;

/** Headers of one record whose texts are remembered. */
const rememberedMax = 64;

export class HeaderReader {
  /** By the place of the header in its record. */
  readonly #names: string[] = [];
  readonly #values: string[] = [];

  /** A value in ASCII is text, and any other is bytes; a repeated header has a list. */
  read(reader: ByteReader): FetchedHeaders {
    const headers: FetchedHeaders = {};
    const count = reader.varInt();
    for (let place = 0; place < count; place += 1) {
      const name = this.#name(reader, place);
      const value = this.#value(reader, place);
      add(headers, name, value);
    }
    return headers;
  }

  #name(reader: ByteReader, place: number): string {
    const length = Math.max(0, reader.varInt());
    const start = reader.position;
    reader.skip(length);
    const known = this.#names[place];
    if (known?.length === length && isSame(reader.bytes, start, known)) return known;
    const name = reader.bytes.toString('utf8', start, start + length);
    if (place < rememberedMax) this.#names[place] = name;
    return name;
  }

  #value(reader: ByteReader, place: number): HeaderValue {
    const length = reader.varInt();
    if (length < 0) return null;
    const start = reader.position;
    reader.skip(length);
    const known = this.#values[place];
    if (known?.length === length && isSame(reader.bytes, start, known)) return known;
    if (!isAscii(reader.bytes, start, start + length)) return reader.bytes.subarray(start, start + length);
    const value = reader.bytes.toString('latin1', start, start + length);
    if (place < rememberedMax) this.#values[place] = value;
    return value;
  }
}

/** Whether the bytes are this text in ASCII. */
function isSame(bytes: Buffer, start: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1)
    if (bytes[start + index] !== text.charCodeAt(index)) return false;
  return true;
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0) >= 0x80) return false;
  return true;
}

function add(headers: FetchedHeaders, name: string, value: HeaderValue): void {
  const known = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (known !== undefined) headers[name] = Array.isArray(known) ? [...known, value] : [known, value];
  else if (name in headers) Object.defineProperty(headers, name, { ...plainProperty, value });
  else headers[name] = value;
}

/** `__proto__` and its like, assigned, would be something else than a header. */
const plainProperty = { enumerable: true, configurable: true, writable: true } as const;
