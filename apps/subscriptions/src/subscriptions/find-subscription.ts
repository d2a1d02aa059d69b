// One subscription's row that the caller may know of, or `not_found`, whether it is missing or somebody else's.
import { notFound } from '@posthorn/service-runtime';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { ownsAccount, type Caller } from '../authentication/caller.js';
import { SubscriptionRow } from '../database/rows/index.js';
import { isId } from '../identity.js';
import { subscriptionNumber } from './subscription-number.js';

export interface Sought {
  /** Of the subscription; or its number, when a token looks within its account. */
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

async function find(manager: EntityManager, sought: Sought, locking: Locking): Promise<SubscriptionRow> {
  const where = whereOf(sought);
  const row = where === undefined ? null : await manager.findOne(SubscriptionRow, { where, ...locking });
  if (row === null || !ownsAccount(sought.caller, row.accountId))
    throw notFound('There is no subscription with this id');
  return row;
}

/** `undefined`: no row can be meant. */
function whereOf({ id, caller }: Sought): FindOptionsWhere<SubscriptionRow> | undefined {
  if (isId('sub', id)) return { id };
  return caller.kind === 'token' && subscriptionNumber.test(id)
    ? { accountId: caller.accountId, number: id }
    : undefined;
}
