import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { murmur2, partitionOfKey } from './key-hash.js';

type Murmur2 = (key: Buffer) => number;
const kafkajsMurmur2 = createRequire(import.meta.url)(
  'kafkajs/src/producer/partitioners/default/murmur2.js',
) as Murmur2;

// From Kafka's own UtilsTest.
it.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('hashes %s as the Java client does', (key, hash) => {
  expect(murmur2(Buffer.from(key))).toBe(hash);
});

it('hashes any key as kafkajs does, and so moves no key to another partition', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const key = Buffer.from(bytes);
      expect(murmur2(key)).toBe(kafkajsMurmur2(key));
    }),
  );
});

it('answers one of the partitions', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 1_000 }), (bytes, partitions) => {
      const partition = partitionOfKey(Buffer.from(bytes), partitions);
      return partition >= 0 && partition < partitions;
    }),
  );
});
