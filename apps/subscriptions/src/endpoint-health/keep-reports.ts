// Keeps what reports say: how endpoints fare in the rows of their subscriptions, and what that ends in the registry,
// too, all in one transaction. A row that a request has locked is not waited for: its reports come again later.
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { SubscriptionRow } from '../database/rows/index.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { enter, type DisabledReason } from '../subscriptions/subscription-state.js';
import { judgeReport, type Report } from './judge-report.js';

/**
 * `later`: its row is locked. `ignored`: nothing is sent to this subscription, or it was changed since. Any other: the
 * subscription is disabled now, for that reason.
 */
export type Kept = 'noted' | 'ignored' | 'later' | DisabledReason;

@Injectable()
export class KeepReports {
  constructor(
    private readonly database: Database,
    private readonly registry: RegistryWriter,
  ) {}

  /** What became of each, in the order in which they were told. Throws `database_unavailable`: then none is kept. */
  keep(reports: readonly Report[], disableAfterMs: number): Promise<readonly Kept[]> {
    return this.database.transaction(async (manager) => {
      const ids = [...new Set(reports.map(idOf))];
      const rows = new Map((await lockActive(manager, ids)).map((row) => [row.id, row]));
      const locked = await activeAmong(
        manager,
        ids.filter((id) => !rows.has(id)),
      );
      const kept = reports.map((report): Kept => {
        const row = rows.get(idOf(report));
        if (row !== undefined) return apply(row, report, disableAfterMs);
        return locked.has(idOf(report)) ? 'later' : 'ignored';
      });
      await this.write(manager, [...rows.values()]);
      return kept;
    });
  }

  /** The rows were active: what is not any more was disabled by a report. */
  private async write(manager: EntityManager, rows: readonly SubscriptionRow[]): Promise<void> {
    for (const row of rows)
      if (row.state !== 'active') await this.registry.update(manager, 'subscription', row);
    await writeFaring(
      manager,
      rows.filter(({ state }) => state === 'active'),
    );
  }
}

const idOf = ({ health }: Report): string => health.subscription_id;

/** Without those that others have locked. */
const lockActive = (manager: EntityManager, ids: readonly string[]): Promise<SubscriptionRow[]> =>
  manager.find(SubscriptionRow, {
    where: { id: In([...ids]), state: 'active' },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
  });

async function activeAmong(manager: EntityManager, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await manager.find(SubscriptionRow, {
    where: { id: In([...ids]), state: 'active' },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Makes the row what the report makes of it. */
function apply(row: SubscriptionRow, report: Report, disableAfterMs: number): Kept {
  const judgement = judgeReport(row, report, disableAfterMs);
  switch (judgement.kind) {
    case 'ignored':
      return 'ignored';
    case 'noted':
      Object.assign(row, judgement.faring);
      return 'noted';
    case 'disabled': {
      const updatedAt = new Date();
      Object.assign(row, judgement.faring, enter('disabled', judgement.reason, updatedAt), { updatedAt });
      return judgement.reason;
    }
  }
}

/** Raises no version: the registry has none of it. */
async function writeFaring(manager: EntityManager, rows: readonly SubscriptionRow[]): Promise<void> {
  await manager.query(
    `UPDATE subscriptions SET failing_since = told.failing_since, last_ok_at = told.last_ok_at,
       breaker = told.breaker, reported_at = told.reported_at
     FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::timestamptz[])
       AS told (id, failing_since, last_ok_at, breaker, reported_at)
     WHERE subscriptions.id = told.id`,
    [
      rows.map(({ id }) => id),
      rows.map(({ failingSince }) => failingSince),
      rows.map(({ lastOkAt }) => lastOkAt),
      rows.map(({ breaker }) => breaker),
      rows.map(({ reportedAt }) => reportedAt),
    ],
  );
}
