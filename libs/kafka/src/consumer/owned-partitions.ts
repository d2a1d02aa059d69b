// The partitions that a member owns, by topic and partition (`partitionKey`).
import { partitionKeys, type TopicPartitions } from './committed-offsets.js';
import type { OwnedPartition } from './owned-partition.js';
import type { TopicPartition } from './sticky-assignment.js';

export class OwnedPartitions extends Map<string, OwnedPartition> {
  get places(): readonly TopicPartition[] {
    return Array.from(this.values(), ({ topic, partition }) => ({ topic, partition }));
  }

  /** Records that were taken and are incomplete. */
  get pendingCount(): number {
    let count = 0;
    for (const { progress } of this.values()) count += progress.pendingCount;
    return count;
  }

  get pausedCount(): number {
    let count = 0;
    for (const { pauses } of this.values()) if (pauses.size > 0) count += 1;
    return count;
  }

  /** Whether all are read, and nothing is left to complete or to commit. */
  get areIdle(): boolean {
    for (const owned of this.values()) if (!owned.isIdle) return false;
    return true;
  }

  /** Of each topic the time of its oldest incomplete record, ms; `undefined`: nothing of it is incomplete. */
  get incompleteSince(): ReadonlyMap<string, number | undefined> {
    const since = new Map<string, number | undefined>();
    for (const { topic, incompleteSinceMs } of this.values()) {
      const known = since.get(topic);
      const isOlder = known === undefined || (incompleteSinceMs ?? Infinity) < known;
      since.set(topic, isOlder ? incompleteSinceMs : known);
    }
    return since;
  }

  /** Those that were not assigned again are somebody else's: no completion of theirs counts any more. */
  releaseAllBut(assignment: readonly TopicPartitions[]): void {
    const kept = partitionKeys(assignment);
    for (const [key, owned] of this) {
      if (kept.has(key)) continue;
      owned.release();
      this.delete(key);
    }
  }
}
