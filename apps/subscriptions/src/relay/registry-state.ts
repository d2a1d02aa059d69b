// The row of `registry_state`: which database this is, and how far its full publishes have come. Each full publish has
// a number, its epoch; one that was asked for is over when the published number has reached the requested one.
import type { RelaySession } from './relay-session.js';

export interface RegistryState {
  readonly databaseId: string;
  /** The last full publish that was finished; 0: none. */
  readonly publishedEpoch: number;
  readonly requestedEpoch: number;
  /** When it was finished, ms; `undefined`: none was. */
  readonly publishedAtMs: number | undefined;
}

interface StateRow {
  database_id: string;
  published_epoch: string;
  requested_epoch: string;
  published_at: Date | null;
}

const columns = 'database_id, published_epoch, requested_epoch, published_at';

export async function readRegistryState(session: RelaySession): Promise<RegistryState> {
  const [row] = await session.query<StateRow>(`SELECT ${columns} FROM registry_state`);
  if (row === undefined) throw new Error('The table registry_state has no row; run the migrations');
  return {
    databaseId: row.database_id,
    publishedEpoch: Number(row.published_epoch),
    requestedEpoch: Number(row.requested_epoch),
    publishedAtMs: row.published_at?.getTime(),
  };
}

/** The number of a full publish that begins now: above all before it, in this database and in the topic. */
export async function beginEpoch(session: RelaySession, epochInTopic: number): Promise<number> {
  const [row] = await session.query<{ epoch: string }>(
    'UPDATE registry_state SET epoch = GREATEST(epoch, $1) + 1 RETURNING epoch',
    [epochInTopic],
  );
  return Number(row?.epoch);
}

export async function finishEpoch(session: RelaySession, epoch: number): Promise<void> {
  await session.query('UPDATE registry_state SET published_epoch = $1, published_at = now()', [epoch]);
}

/** Asks for a full publish that begins after this call; its least number. */
export async function requestEpoch(session: RelaySession): Promise<number> {
  const [row] = await session.query<{ epoch: string }>(
    'UPDATE registry_state SET requested_epoch = epoch + 1 RETURNING requested_epoch AS epoch',
  );
  return Number(row?.epoch);
}
