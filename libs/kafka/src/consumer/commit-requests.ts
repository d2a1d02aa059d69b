// Packs what is to be committed into requests of bounded size. Pure.
import type { CommittableOffset } from '../progress/partition-progress.js';
import type { OwnedPartition } from './owned-partition.js';

/** Characters of metadata in one commit request. */
export const commitRequestCharsMax = 256_000;

export interface PartitionCommit {
  readonly owned: OwnedPartition;
  readonly committable: CommittableOffset;
}

/** Commits in their order, cut so that no request has more than `charsMax` characters of metadata. */
export function commitRequests(
  commits: readonly PartitionCommit[],
  charsMax: number = commitRequestCharsMax,
): PartitionCommit[][] {
  const requests: PartitionCommit[][] = [];
  let chars = Infinity;
  for (const commit of commits) {
    const length = commit.committable.metadata.length;
    if (chars + length > charsMax) {
      requests.push([]);
      chars = 0;
    }
    requests.at(-1)?.push(commit);
    chars += length;
  }
  return requests;
}

export interface TopicOffsets {
  readonly topic: string;
  readonly partitions: { readonly partition: number; readonly offset: string; readonly metadata: string }[];
}

/** One request in the shape that kafkajs takes. */
export function toTopicOffsets(commits: readonly PartitionCommit[]): TopicOffsets[] {
  const byTopic = new Map<string, TopicOffsets>();
  for (const { owned, committable } of commits) {
    const topic = byTopic.get(owned.topic) ?? { topic: owned.topic, partitions: [] };
    byTopic.set(owned.topic, topic);
    const { offset, metadata } = committable;
    topic.partitions.push({ partition: owned.partition, offset: String(offset), metadata });
  }
  return [...byTopic.values()];
}
