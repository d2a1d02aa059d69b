// The part of a Kafka record that contracts speak about, free of any client library's types.

/** A header value as clients give it: bytes or text, once or repeated. */
export type HeaderValue = Uint8Array | string | readonly (Uint8Array | string)[] | undefined;

export type RecordHeaders = Readonly<Record<string, HeaderValue>>;

/** Where a record stands. `offset` is decimal text: 64 bits do not fit a number. */
export interface Coordinates {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

const decoder = new TextDecoder();

/** A header as text; the last of repeated ones, `undefined` when absent. */
export function headerText(headers: RecordHeaders, name: string): string | undefined {
  const value = headers[name];
  if (value === undefined || typeof value === 'string') return value;
  if (value instanceof Uint8Array) return decoder.decode(value);
  const last = value.at(-1);
  return last === undefined || typeof last === 'string' ? last : decoder.decode(last);
}
