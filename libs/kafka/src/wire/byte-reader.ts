// Reads Kafka's numbers and texts from bytes, one after the other. Reading beyond the end throws a RangeError.

export class ByteReader {
  readonly bytes: Buffer;
  position: number;

  constructor(bytes: Buffer, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  get remaining(): number {
    return this.bytes.length - this.position;
  }

  skip(count: number): void {
    this.position += count;
  }

  int8(): number {
    const value = this.bytes.readInt8(this.position);
    this.position += 1;
    return value;
  }

  int16(): number {
    const value = this.bytes.readInt16BE(this.position);
    this.position += 2;
    return value;
  }

  int32(): number {
    const value = this.bytes.readInt32BE(this.position);
    this.position += 4;
    return value;
  }

  int64(): bigint {
    const value = this.bytes.readBigInt64BE(this.position);
    this.position += 8;
    return value;
  }

  /** As many items as the 32-bit number in front says; none for -1. */
  array<T>(read: () => T): T[] {
    return items(this.int32(), read);
  }

  string(): string {
    const start = this.position + 2;
    this.position = start + this.int16();
    return this.bytes.toString('utf8', start, this.position);
  }

  /** An unsigned number of at most 31 bits. */
  uvarInt(): number {
    let value = 0;
    for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) {
      byte = this.#byte();
      value |= (byte & 0x7f) << shift;
    }
    return value;
  }

  /** As many items as the number in front says, less one; none for `null`. */
  compactArray<T>(read: () => T): T[] {
    return items(this.uvarInt() - 1, read);
  }

  /** `null` is read as ''. */
  compactString(): string {
    const length = Math.max(0, this.uvarInt() - 1);
    this.position += length;
    return this.bytes.toString('utf8', this.position - length, this.position);
  }

  /** Fields that a later version may bring. */
  skipTaggedFields(): void {
    for (let rest = this.uvarInt(); rest > 0; rest -= 1) {
      this.uvarInt();
      this.skip(this.uvarInt());
    }
  }

  /** A signed number in zigzag, of at most 32 bits. */
  varInt(): number {
    const first = this.#byte();
    let value = first & 0x7f;
    for (let shift = 7, byte = first; byte >= 0x80; shift += 7) {
      byte = this.#byte();
      value |= (byte & 0x7f) << shift;
    }
    return (value >>> 1) ^ -(value & 1);
  }

  /** The same of at most 64 bits; exact up to 2^53. */
  varLong(): number {
    let value = 0;
    let factor = 1;
    for (let byte = 0x80; byte >= 0x80; factor *= 0x80) {
      byte = this.#byte();
      value += (byte & 0x7f) * factor;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** A slice of the bytes, after its length; `null` for -1. */
  varBytes(): Buffer | null {
    const length = this.varInt();
    if (length < 0) return null;
    const start = this.position;
    this.position += length;
    return this.bytes.subarray(start, this.position);
  }

  #byte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) throw new RangeError(`nothing stands at byte ${this.position}`);
    this.position += 1;
    return byte;
  }
}

function items<T>(count: number, read: () => T): T[] {
  const all: T[] = [];
  for (let rest = count; rest > 0; rest -= 1) all.push(read());
  return all;
}
