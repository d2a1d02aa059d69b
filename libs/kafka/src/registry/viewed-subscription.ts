// A subscription as a view holds it: the registry's record, when it takes effect, and where it was read.
import type { SubscriptionRecord } from '@posthorn/contracts';
import type { RepeatedValues } from './repeated-values.js';

export type ViewedSubscription = Omit<SubscriptionRecord, 'effective_from_ms'> & {
  /** Broker time, ms: events appended at or after it are taken. */
  readonly effectiveFromMs: number;
  readonly version: number;
  /** Broker time of the first record that had this version, ms. */
  readonly changedAtMs: number;
  /** Offset of the record in the topic `registry`. */
  readonly registryOffset: bigint;
};

export interface ReadAt {
  readonly version: number;
  readonly offset: bigint;
  readonly appendedAtMs: number;
}

/**
 * The subscription after a record. Its effect begins with its first record: a later one that does not say
 * `effective_from_ms`, and a repeated publish of the same version, never move it to a later time.
 */
export function viewSubscription(
  record: SubscriptionRecord,
  at: ReadAt,
  { known, repeated }: { readonly known: ViewedSubscription | undefined; readonly repeated: RepeatedValues },
): ViewedSubscription {
  const said = record.effective_from_ms;
  const begins = said ?? at.appendedAtMs;
  const keepsEarlier = known !== undefined && (said === undefined || known.version === at.version);
  // One literal with every key: all subscriptions share one hidden class, which is half of the memory.
  return {
    id: record.id,
    account_id: repeated.text(record.account_id),
    name: record.name,
    kind: record.kind,
    url: record.url,
    event_types: repeated.list(record.event_types),
    sources: repeated.list(record.sources),
    list_id: record.list_id,
    schema_id: record.schema_id,
    state: record.state,
    body_format: record.body_format,
    secrets: record.secrets.map((secret) => ({ ...secret, key_id: repeated.text(secret.key_id) })),
    max_in_flight: record.max_in_flight,
    rate_per_second: record.rate_per_second,
    effectiveFromMs: keepsEarlier ? Math.min(known.effectiveFromMs, begins) : begins,
    version: at.version,
    changedAtMs: known?.version === at.version ? known.changedAtMs : at.appendedAtMs,
    registryOffset: at.offset,
  };
}
