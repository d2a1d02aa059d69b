// Decides where a partition goes on after a join: pure, from what this process knows, what the group committed and
// what the log still has.
import type { CommittableOffset } from '../progress/partition-progress.js';
import { decodeMetadata } from '../progress/progress-metadata.js';

/** The ends of a partition's log: its first offset, and the one after its last. */
export interface LogRange {
  readonly low: number;
  readonly high: number;
}

/** The log as the broker has it now. */
export interface PresentLog extends LogRange {
  /** `undefined`: a broker that knows none. */
  readonly topicId: string | undefined;
}

/** What this process believes of a partition that it owned before. */
export interface OwnPlace {
  /** The broker may have any of them, since the answer to a commit can be lost. */
  readonly committed: readonly CommittableOffset[];
  /** Whether the broker had acknowledged one of them. */
  readonly isAcknowledged: boolean;
  readonly position: number;
  readonly topicId: string | undefined;
}

export interface Whereabouts {
  /** `undefined` for a new one. */
  readonly own: OwnPlace | undefined;
  /** What the broker has for the group. */
  readonly committed: CommittableOffset | undefined;
  readonly log: PresentLog;
}

export type StartingPoint =
  /** Go on with the progress in memory. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'start'; readonly at: CommittableOffset }
  /** The place to go on from is no longer in the log; `lost` records are gone. */
  | { readonly kind: 'out_of_range'; readonly at: CommittableOffset; readonly lost: number }
  /** The log is another one than the one whose place is known: the topic was made anew, or its end was cut off. */
  | { readonly kind: 'log_replaced'; readonly at: CommittableOffset };

/**
 * Progress in memory is kept while nobody else has committed since and the log still has its position. Otherwise
 * what the broker has counts, and the log's start where nothing was committed or the log no longer has it. A place in
 * another log counts for nothing, whoever knows of it: a member that has not noticed yet may have committed one.
 *
 * An acknowledged commit of a living group goes with the topic, or by kafkajs, which commits "none" when a broker does not
 * have what it asked for: then the log has lost its end, however long it is again.
 */
export function decideStart({ own, committed, log }: Whereabouts): StartingPoint {
  const atLogStart = { offset: log.low, metadata: '' };
  const isFormer = committed !== undefined && areOtherTopics(topicIdOf(committed), log.topicId);
  const present = isFormer ? undefined : committed;
  const isOurs = own !== undefined && isUpToDate(own, { isFormer, committed, log });
  const next = isOurs ? own.position : present?.offset;
  if (next === undefined) {
    const isFirst = own === undefined && committed === undefined;
    return { kind: isFirst ? 'start' : 'log_replaced', at: atLogStart };
  }
  if (next < log.low) return { kind: 'out_of_range', at: atLogStart, lost: log.low - next };
  if (next > log.high) return { kind: 'log_replaced', at: atLogStart };
  if (!isOurs) return { kind: 'start', at: present ?? atLogStart };
  const isForgotten = own.isAcknowledged && committed === undefined;
  return isForgotten ? { kind: 'log_replaced', at: atLogStart } : { kind: 'keep' };
}

/** Whether what this process has is of this log, and the newest. */
function isUpToDate(
  own: OwnPlace,
  { isFormer, committed, log }: Omit<Whereabouts, 'own'> & { readonly isFormer: boolean },
): boolean {
  if (areOtherTopics(own.topicId, log.topicId)) return false;
  if (isFormer) return areSameTopic(own.topicId, log.topicId);
  return committed === undefined || own.committed.some((each) => isSameCommit(committed, each));
}

/** Of a commit that a tool or another program made it is not known. */
const topicIdOf = ({ offset, metadata }: CommittableOffset): string | undefined =>
  decodeMetadata(offset, metadata)?.topicId;

const areSameTopic = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;

/** Whether the two are known to be two. */
export const areOtherTopics = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;

export const isSameCommit = (a: CommittableOffset, b: CommittableOffset): boolean =>
  a.offset === b.offset && a.metadata === b.metadata;
