// Kafka's variable-length numbers: zigzag, seven bits a byte, the lowest first.

/** Bytes that `value`, a signed 32-bit number, takes. */
export const varIntBytes = (value: number): number => Math.ceil((32 - Math.clz32(zigZag(value) | 1)) / 7);

const zigZag = (value: number): number => (value << 1) ^ (value >> 31);

/** Answers the end of what was written. */
export function writeVarInt(bytes: Buffer, value: number, at: number): number {
  let rest = zigZag(value);
  let end = at;
  for (; (rest & ~0x7f) !== 0; rest >>>= 7) bytes[end++] = (rest & 0x7f) | 0x80;
  bytes[end] = rest;
  return end + 1;
}
