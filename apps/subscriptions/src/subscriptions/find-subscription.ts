// One subscription's row that the caller may know of, or `not_found`, whether it is missing or somebody else's.
import { notFound } from '@posthorn/service-runtime';
import type { EntityManager } from 'typeorm';
import { ownsAccount, type Caller } from '../authentication/caller.js';
import { SubscriptionRow } from '../database/rows/index.js';
import { isId } from '../identity.js';

export interface Sought {
  readonly id: string;
  readonly caller: Caller;
}

/** Throws `not_found`. */
export const findSubscription = (manager: EntityManager, sought: Sought): Promise<SubscriptionRow> =>
  find(manager, sought, {});

/** For a change in the same transaction, which others wait for. Throws `not_found`. */
export const lockSubscription = (manager: EntityManager, sought: Sought): Promise<SubscriptionRow> =>
  find(manager, sought, { lock: { mode: 'pessimistic_write' } });

interface Locking {
  readonly lock?: { readonly mode: 'pessimistic_write' };
}

async function find(
  manager: EntityManager,
  { id, caller }: Sought,
  locking: Locking,
): Promise<SubscriptionRow> {
  const row = isId('sub', id) ? await manager.findOne(SubscriptionRow, { where: { id }, ...locking }) : null;
  if (row === null || !ownsAccount(caller, row.accountId))
    throw notFound('There is no subscription with this id');
  return row;
}
