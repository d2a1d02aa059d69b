// Remembers when subscriptions took effect, by the broker's clock, until their rows say so. A row that is locked by a
// transaction is not waited for: its time is written in a later round.
import type { RelaySession } from './relay-session.js';

export class EffectiveTimes {
  private readonly times = new Map<string, number>();

  /** The first record of a subscription counts. */
  add(subscriptionId: string, appendedAtMs: number): void {
    if (!this.times.has(subscriptionId)) this.times.set(subscriptionId, appendedAtMs);
  }

  get areWritten(): boolean {
    return this.times.size === 0;
  }

  /** In the caller's transaction. */
  async write(session: RelaySession): Promise<void> {
    if (this.areWritten) return;
    const ids = [...this.times.keys()];
    await session.query(
      `UPDATE subscriptions SET effective_from = to_timestamp(effects.at_ms / 1000.0)
       FROM unnest($1::text[], $2::bigint[]) AS effects (id, at_ms)
       WHERE subscriptions.id = effects.id AND subscriptions.id IN (
         SELECT id FROM subscriptions WHERE id = ANY ($1) AND effective_from IS NULL
         FOR NO KEY UPDATE SKIP LOCKED)`,
      [ids, [...this.times.values()]],
    );
    await this.forgetWritten(session, ids);
  }

  private async forgetWritten(session: RelaySession, ids: readonly string[]): Promise<void> {
    const unwritten = await session.query<{ id: string }>(
      'SELECT id FROM subscriptions WHERE id = ANY ($1) AND effective_from IS NULL',
      [ids],
    );
    const stay = new Set(unwritten.map(({ id }) => id));
    for (const id of ids) if (!stay.has(id)) this.times.delete(id);
  }
}
