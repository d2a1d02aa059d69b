// Decides where a partition goes on after a join: pure, from what this process knows, what the group committed and
// what the log still has.
import type { CommittableOffset } from '../progress/partition-progress.js';

/** The ends of a partition's log: its first offset, and the one after its last. */
export interface LogRange {
  readonly low: number;
  readonly high: number;
}

export interface Whereabouts {
  /**
   * What this process believes of a partition that it owned before; `undefined` for a new one. The broker may have
   * any of `committed`, since the answer to a commit can be lost.
   */
  readonly own:
    | {
        readonly committed: readonly CommittableOffset[];
        /** Whether the broker had acknowledged one of them. */
        readonly isAcknowledged: boolean;
        readonly position: number;
      }
    | undefined;
  /** What the broker has for the group. */
  readonly committed: CommittableOffset | undefined;
  readonly log: LogRange;
}

export type StartingPoint =
  /** Go on with the progress in memory. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'start'; readonly at: CommittableOffset }
  /** The place to go on from is no longer in the log; `lost` records are gone (0: the topic was recreated). */
  | { readonly kind: 'out_of_range'; readonly at: CommittableOffset; readonly lost: number };

/**
 * Progress in memory is kept while nobody else has committed since and the log still has its position. Otherwise
 * what the broker has counts, and the log's start where nothing was committed or the log no longer has it. A broker
 * forgets an acknowledged commit of a living group with the topic only: then the log is another one, however long it is.
 */
export function decideStart({ own, committed, log }: Whereabouts): StartingPoint {
  const atLogStart = { offset: log.low, metadata: '' };
  const isOurs =
    own !== undefined && (committed === undefined || own.committed.some((each) => isSame(committed, each)));
  const next = isOurs ? own.position : committed?.offset;
  if (next === undefined) return { kind: 'start', at: atLogStart };
  if (next < log.low) return { kind: 'out_of_range', at: atLogStart, lost: log.low - next };
  if (next > log.high) return { kind: 'out_of_range', at: atLogStart, lost: 0 };
  if (isOurs && own.isAcknowledged && committed === undefined)
    return { kind: 'out_of_range', at: atLogStart, lost: 0 };
  if (isOurs) return { kind: 'keep' };
  return { kind: 'start', at: committed ?? atLogStart };
}

const isSame = (a: CommittableOffset, b: CommittableOffset): boolean =>
  a.offset === b.offset && a.metadata === b.metadata;
