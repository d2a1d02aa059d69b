// One connection's row that the caller may know of, or `not_found`, whether it is missing or somebody else's.
import { notFound } from '@posthorn/service-runtime';
import type { EntityManager } from 'typeorm';
import { ownsAccount, type Caller } from '../authentication/caller.js';
import { ConnectionRow } from '../database/rows/index.js';
import { isId } from '../identity.js';

interface Sought {
  readonly id: string;
  readonly caller: Caller;
}

/** Throws `not_found`. */
export const findConnection = (manager: EntityManager, sought: Sought): Promise<ConnectionRow> =>
  find(manager, sought, false);

/** For a change in the same transaction, which others wait for. Throws `not_found`. */
export const lockConnection = (manager: EntityManager, sought: Sought): Promise<ConnectionRow> =>
  find(manager, sought, true);

async function find(manager: EntityManager, { id, caller }: Sought, lock: boolean): Promise<ConnectionRow> {
  const options = lock ? { lock: { mode: 'pessimistic_write' } as const } : {};
  const row = isId('con', id) ? await manager.findOne(ConnectionRow, { where: { id }, ...options }) : null;
  if (row === null || !ownsAccount(caller, row.accountId))
    throw notFound('There is no connection with this id');
  return row;
}
