// What a member does before it asks to join its group again: any of its partitions may be another's afterwards, and
// what ends after the last commit is made again there. So nothing more begins, what is under way ends, and then it commits.
import type { Committer } from './committer.js';

/** Told of joins of a member that owns partitions. */
export interface Joining {
  /** Begins nothing more until `joined`; resolves when what is under way has ended. Must not reject. */
  readonly begin: () => Promise<void>;
  /** The member has its partitions: what was begun of others counts for nothing by now. */
  readonly joined: () => void;
}

export interface BeforeJoinOptions {
  readonly joining?: Joining;
  /** For each of the two steps: others wait for this member. */
  readonly beforeJoinMs: number;
  /** Whether there is anything to lose. */
  readonly ownsAny: boolean;
}

export async function beforeJoin(
  committer: Pick<Committer, 'commitNow'>,
  { joining, beforeJoinMs, ownsAny }: BeforeJoinOptions,
): Promise<void> {
  if (joining !== undefined && ownsAny) await atMost(beforeJoinMs, joining.begin());
  await atMost(beforeJoinMs, committer.commitNow());
}

async function atMost(ms: number, action: Promise<void>): Promise<void> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
  await Promise.race([action, limit]);
}
