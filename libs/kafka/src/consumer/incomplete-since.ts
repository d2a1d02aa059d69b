// Since when something is incomplete, by topic.
import type { OwnedPartition } from './owned-partition.js';

type Partition = Pick<OwnedPartition, 'topic' | 'incompleteSinceMs'>;

/** Of each topic its oldest incomplete record, ms; `undefined`: nothing of it is incomplete. */
export function incompleteSince(partitions: Iterable<Partition>): ReadonlyMap<string, number | undefined> {
  const since = new Map<string, number | undefined>();
  for (const { topic, incompleteSinceMs } of partitions) {
    const known = since.get(topic);
    const isOlder = known === undefined || (incompleteSinceMs ?? Infinity) < known;
    since.set(topic, isOlder ? incompleteSinceMs : known);
  }
  return since;
}
