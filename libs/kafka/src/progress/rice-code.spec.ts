import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsFor, RiceWriter, readRice, remainderBitsMax } from './rice-code.js';

const bytesMax = 1_000;
const numbers = fc.array(fc.oneof(fc.constant(0), fc.nat(20), fc.nat(2_000), fc.nat(2 ** 40)), {
  minLength: 1,
  maxLength: 300,
});
const amountOf = (list: readonly number[]) => ({
  count: list.length,
  sum: list.reduce((sum, each) => sum + each, 0),
});

/** Those that were written, until the first one for which there was no room. */
function write(list: readonly number[], remainderBits: number) {
  const writer = new RiceWriter(remainderBits, bytesMax);
  const refused = list.findIndex((each) => !writer.write(each));
  return { bytes: writer.bytes, written: refused === -1 ? list : list.slice(0, refused) };
}

describe('Rice code', () => {
  it('reads what was written, also where there was no room for all', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: remainderBitsMax }), (list, remainderBits) => {
        const { bytes, written } = write(list, remainderBits);
        expect(bytes.length).toBeLessThanOrEqual(bytesMax);
        expect(readRice(bytes, remainderBits)).toEqual(written);
      }),
    );
  });

  it('takes no more bits than its count and sum say, whatever the numbers are', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        const { bits, remainderBits } = bitsFor(amountOf(list));
        fc.pre(bits <= bytesMax * 8);
        expect(write(list, remainderBits).written).toEqual(list);
      }),
    );
  });

  it('takes as many bits as there are offsets at most, and few where few are incomplete', () => {
    expect(bitsFor({ count: 10_000, sum: 10_000 }).bits).toBe(20_000);
    expect(bitsFor({ count: 500, sum: 150_000 }).bits).toBeLessThan(12_000 / 2 + 500);
    expect(bitsFor({ count: 1, sum: 1_000_000 }).bits).toBeLessThan(25);
  });

  it('answers undefined for bytes that end inside a number, or in more ones than a byte has', () => {
    expect(readRice(Buffer.from([0b0101_1110]), 4)).toBeUndefined();
    expect(readRice(Buffer.from([0b0101_1110, 0xff, 0xff]), 0)).toBeUndefined();
  });
});
