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

const radix = 36;

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

/** Complete offsets above `base`: run lengths after `r`, a bit per offset after `b`. */
export function completeAbove(base: number, metadata: string): ReadonlySet<number> {
  if (metadata === '') return new Set();
  const text = metadata.slice(1);
  if (metadata.startsWith('r')) return new Set(fromRunLengths(base, text));
  if (metadata.startsWith('b')) return new Set(fromBits(base, text));
  throw new Error(`metadata of a commit: ${metadata.slice(0, 40)}`);
}

function* fromRunLengths(base: number, text: string): Generator<number> {
  let at = base;
  for (const [index, length] of text.split('.').entries()) {
    const end = at + parseInt(length, radix);
    for (; at < end; at += 1) if (index % 2 === 1) yield at;
  }
}

function* fromBits(base: number, text: string): Generator<number> {
  for (const [index, byte] of Buffer.from(text, 'base64url').entries()) {
    for (let bit = 0; bit < 8; bit += 1) if ((byte >> bit) & 1) yield base + index * 8 + bit;
  }
}
