// Numbers as few bits: each in unary by steps of 2^k, and then what is left of it in k bits (a Rice code). What numbers
// of a known count and sum take at most is known before they are written, whatever they are. Pure.

/** How many numbers, and their sum. */
export interface Amount {
  readonly count: number;
  readonly sum: number;
}

/** Largest k; a larger number takes more of the unary part. */
export const remainderBitsMax = 30;

const bitsPerByte = 8;

/** The bits that any numbers of that count and sum fit into, with the k that is best for that. */
export function bitsFor({ count, sum }: Amount): { readonly bits: number; readonly remainderBits: number } {
  const bitsWith = (k: number): number => count * (k + 1) + Math.floor(sum / 2 ** k);
  let remainderBits = 0;
  while (remainderBits < remainderBitsMax && bitsWith(remainderBits + 1) < bitsWith(remainderBits))
    remainderBits += 1;
  return { bits: bitsWith(remainderBits), remainderBits };
}

export class RiceWriter {
  readonly #remainderBits: number;
  /** All ones: of a number only the zeros are written, and what is left at the end is no number. */
  readonly #bytes: Buffer;
  #at = 0;

  constructor(remainderBits: number, bytesMax: number) {
    this.#remainderBits = remainderBits;
    this.#bytes = Buffer.alloc(bytesMax, 0xff);
  }

  /** Whether there was room for it. */
  write(number: number): boolean {
    const step = 2 ** this.#remainderBits;
    const zeroAt = this.#at + Math.floor(number / step);
    const end = zeroAt + 1 + this.#remainderBits;
    if (end > this.#bytes.length * bitsPerByte) return false;
    this.#clear(zeroAt);
    const remainder = number % step;
    for (let bit = 1; bit <= this.#remainderBits; bit += 1)
      if (((remainder >> (this.#remainderBits - bit)) & 1) === 0) this.#clear(zeroAt + bit);
    this.#at = end;
    return true;
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, Math.ceil(this.#at / bitsPerByte));
  }

  #clear(at: number): void {
    const index = Math.floor(at / bitsPerByte);
    this.#bytes[index] = (this.#bytes[index] ?? 0) & ~(0x80 >> (at % bitsPerByte));
  }
}

/** The numbers that a `RiceWriter` wrote; `undefined` when it has not written these bytes. */
export function readRice(bytes: Buffer, remainderBits: number): number[] | undefined {
  const end = bytes.length * bitsPerByte;
  const bitAt = (at: number): number =>
    ((bytes[Math.floor(at / bitsPerByte)] ?? 0) >> (bitsPerByte - 1 - (at % bitsPerByte))) & 1;
  const numbers: number[] = [];
  let at = 0;
  while (at < end) {
    let zeroAt = at;
    while (zeroAt < end && bitAt(zeroAt) === 1) zeroAt += 1;
    if (zeroAt === end) return end - at < bitsPerByte ? numbers : undefined;
    if (zeroAt + remainderBits >= end) return undefined;
    let remainder = 0;
    for (let bit = 1; bit <= remainderBits; bit += 1) remainder = remainder * 2 + bitAt(zeroAt + bit);
    numbers.push((zeroAt - at) * 2 ** remainderBits + remainder);
    at = zeroAt + 1 + remainderBits;
  }
  return numbers;
}
