// One account's row, or `not_found`.
import type { EntityManager } from 'typeorm';
import { accountNotFound } from '../authentication/caller.js';
import { AccountRow } from '../database/rows/index.js';
import { accountIdField } from '../requests/fields.js';

/** Throws `not_found`. */
export const findAccount = (manager: EntityManager, id: string): Promise<AccountRow> =>
  find(manager, id, false);

/** For a change in the same transaction, which others wait for. Throws `not_found`. */
export const lockAccount = (manager: EntityManager, id: string): Promise<AccountRow> =>
  find(manager, id, true);

async function find(manager: EntityManager, id: string, lock: boolean): Promise<AccountRow> {
  const options = lock ? { lock: { mode: 'pessimistic_write' } as const } : {};
  const possible = accountIdField.safeParse(id).success;
  const row = possible ? await manager.findOne(AccountRow, { where: { id }, ...options }) : null;
  if (row === null) throw accountNotFound();
  return row;
}
