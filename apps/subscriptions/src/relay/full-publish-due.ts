// Decides when everything is published again. Pure.
import type { SentinelRecord } from '@posthorn/contracts';
import type { RegistryState } from './registry-state.js';

export type FullPublishReason =
  /** By the command `republish`. */
  | 'requested'
  /** The topic is new, or was made again. */
  | 'sentinel_missing'
  /** The topic was published from another database. */
  | 'other_database'
  /** The topic has lost the last full publish, or the database was restored to before it. */
  | 'other_epoch'
  /** A row's last record is not its newest: compaction would undo a change. */
  | 'out_of_order'
  /** Once a night, against whatever nobody has thought of. */
  | 'nightly';

export interface FullPublishCircumstances {
  readonly state: RegistryState;
  /** Of a view that has read the topic to its end. */
  readonly sentinel: SentinelRecord | undefined;
  readonly outOfOrder: number;
  readonly nowMs: number;
}

export function fullPublishDue(at: FullPublishCircumstances): FullPublishReason | undefined {
  const { state, sentinel } = at;
  if (state.requestedEpoch > state.publishedEpoch) return 'requested';
  if (sentinel === undefined) return 'sentinel_missing';
  if (sentinel.database_id !== state.databaseId) return 'other_database';
  if (sentinel.epoch !== state.publishedEpoch) return 'other_epoch';
  if (at.outOfOrder > 0) return 'out_of_order';
  return (state.publishedAtMs ?? 0) < lastNightMs(at.nowMs) ? 'nightly' : undefined;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** 3 o'clock in UTC. */
const nightMs = 3 * hourMs;

/** The latest night that has begun. */
const lastNightMs = (nowMs: number): number => Math.floor((nowMs - nightMs) / dayMs) * dayMs + nightMs;
