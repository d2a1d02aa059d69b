// The outbox as the relay sees it: what is to be published, what was, and what can be deleted.
import type { RowKind } from '../registry/registry-record.js';
import type { RelaySession } from './relay-session.js';

/** A change that is to be published: the newest of its row. */
export interface OutboxChange {
  readonly kind: RowKind;
  readonly id: string;
  /** Decimal text. */
  readonly version: string;
  /** The registry record; null: a tombstone. */
  readonly value: object | null;
}

/**
 * Only the newest change of each row: older ones would be undone at once. Looked for by what is unpublished and not
 * by the last id, since a transaction that was given a lower id may commit later.
 */
const unpublished = `
  SELECT o.kind, o.entity_id AS id, o.version,
    CASE WHEN o.value IS NOT NULL AND s.effective_from IS NOT NULL
      THEN o.value || jsonb_build_object('effective_from_ms', (extract(epoch FROM s.effective_from) * 1000)::bigint)
      ELSE o.value END AS value
  FROM outbox o
  LEFT JOIN subscriptions s ON o.kind = 'subscription' AND s.id = o.entity_id
  WHERE o.published_at IS NULL AND NOT EXISTS (
    SELECT FROM outbox newer
    WHERE newer.published_at IS NULL AND newer.kind = o.kind AND newer.entity_id = o.entity_id
      AND newer.version > o.version)
  ORDER BY o.id
  LIMIT $1`;

export const takeUnpublished = (
  session: RelaySession,
  changesMax: number,
): Promise<readonly OutboxChange[]> =>
  session.query<OutboxChange & Record<string, unknown>>(unpublished, [changesMax]);

/** The changes, and the older ones of their rows. */
export async function markPublished(session: RelaySession, changes: readonly OutboxChange[]): Promise<void> {
  if (changes.length === 0) return;
  await session.query(
    `UPDATE outbox SET published_at = now()
     FROM unnest($1::text[], $2::text[], $3::bigint[]) AS sent (kind, id, version)
     WHERE published_at IS NULL AND outbox.kind = sent.kind AND outbox.entity_id = sent.id
       AND outbox.version <= sent.version`,
    [changes.map(({ kind }) => kind), changes.map(({ id }) => id), changes.map(({ version }) => version)],
  );
}

const keptS = 86_400;
const deletedAtOnceMax = 5_000;

/** Published rows are kept for a day, for whoever looks into a fault. */
export async function deletePublished(session: RelaySession): Promise<void> {
  await session.query(
    `DELETE FROM outbox WHERE id IN (
       SELECT id FROM outbox WHERE published_at < now() - make_interval(secs => $1) LIMIT $2)`,
    [keptS, deletedAtOnceMax],
  );
}

export interface Backlog {
  readonly changes: number;
  /** Of the oldest change; 0 when there is none. */
  readonly ageS: number;
}

export async function backlog(session: RelaySession): Promise<Backlog> {
  const [answer] = await session.query<{ changes: number; age_s: number | null }>(
    `SELECT count(*)::int AS changes, extract(epoch FROM now() - min(created_at))::float8 AS age_s
     FROM outbox WHERE published_at IS NULL`,
  );
  return { changes: answer?.changes ?? 0, ageS: answer?.age_s ?? 0 };
}
