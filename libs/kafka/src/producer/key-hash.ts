// The hash by which Kafka's own clients choose a partition for a key (murmur2 of the Java client), in 32-bit numbers:
// kafkajs computes the same in BigInts, which costs more than all else that a record needs.

const seed = 0x9747b28c;
const mixer = 0x5bd1e995;

/** A signed 32-bit number, as Java's `Utils.murmur2`. */
export function murmur2(key: Buffer): number {
  const wholeWords = key.length & ~3;
  let hash = seed ^ key.length;
  for (let at = 0; at < wholeWords; at += 4) {
    let word = Math.imul(key.readInt32LE(at), mixer);
    word ^= word >>> 24;
    hash = Math.imul(hash, mixer) ^ Math.imul(word, mixer);
  }
  if (wholeWords < key.length) {
    for (let at = key.length - 1; at >= wholeWords; at -= 1)
      hash ^= (key[at] ?? 0) << (8 * (at - wholeWords));
    hash = Math.imul(hash, mixer);
  }
  hash = Math.imul(hash ^ (hash >>> 13), mixer);
  return hash ^ (hash >>> 15);
}

/** Where Kafka's own clients put a record with this key. */
export const partitionOfKey = (key: Buffer, partitions: number): number =>
  (murmur2(key) & 0x7fffffff) % partitions;
