// What the broker has for a consumer group: the committed offsets, and what their metadata says of the offsets above
// them. It reads the metadata's format on its own, as another implementation would have to.
import { committedOffsets } from '@posthorn/testing';

export interface GroupTopic {
  readonly groupId: string;
  readonly topic: string;
}

interface Place {
  readonly partition: number;
  readonly offset: number;
}

const form = /^ph2\.[\w-]{22}\.(?<encoded>[\w-]+)$/;
const checksumBytes = 4;

/** A group's progress in one topic, as the broker told it at one moment. */
export class Committed {
  constructor(private readonly partitions: ReadonlyMap<number, PartitionCommitted>) {}

  static async ask(brokers: readonly string[], group: GroupTopic): Promise<Committed> {
    const offsets = await committedOffsets(brokers, group);
    return new Committed(
      new Map(
        Array.from(offsets, ([partition, { offset, metadata }]) => [
          partition,
          { base: Number(offset), above: completeAbove(Number(offset), metadata ?? '') },
        ]),
      ),
    );
  }

  /** Whether the group counts the record as complete: no member will read it again. */
  has({ partition, offset }: Place): boolean {
    const committed = this.partitions.get(partition);
    return committed !== undefined && (offset < committed.base || committed.above.has(offset));
  }

  /** The lowest offset that is not complete; -1 when nothing was committed. */
  base(partition: number): number {
    return this.partitions.get(partition)?.base ?? -1;
  }
}

export interface PartitionCommitted {
  readonly base: number;
  readonly above: ReadonlySet<number>;
}

/**
 * Complete offsets above `base`. After `ph2.`, the topic's id and `.` base64url of a checksum (4 bytes), of k (1 byte), and of
 * a bit string that tells the length of the complete run between each incomplete offset and the next one: as many ones as it
 * has steps of 2^k, a zero, and the rest of it in k bits; ones to the end.
 */
export function completeAbove(base: number, metadata: string): ReadonlySet<number> {
  if (metadata === '') return new Set();
  const encoded = form.exec(metadata)?.groups?.encoded;
  if (encoded === undefined) throw new Error(`metadata of a commit: ${metadata.slice(0, 40)}`);
  const [k = 0, ...lengths] = Buffer.from(encoded, 'base64url').subarray(checksumBytes);
  const bits = lengths.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return new Set(inRuns(base + 1, bits, k));
}

function* inRuns(from: number, bits: string, k: number): Generator<number> {
  let at = from;
  for (const [, steps = '', rest = ''] of bits.matchAll(new RegExp(`(1*)0([01]{${k}})`, 'g'))) {
    const end = at + steps.length * 2 ** k + (rest === '' ? 0 : parseInt(rest, 2));
    for (; at < end; at += 1) yield at;
    at += 1;
  }
}
