// How much an account may have. Counted in the transaction that has locked the account, so that two requests at
// once cannot both take the last place.
import { limitReached } from './requests/problems.js';
import type { EntityManager, EntityTarget } from 'typeorm';

export interface AccountLimit {
  readonly table: EntityTarget<{ accountId: string }>;
  readonly accountId: string;
  readonly max: number;
  /** Of the problem: `subscription_limit_reached`. */
  readonly code: string;
}

/** Throws the limit's problem (409) when the account has as many as it may. */
export async function refuseAtLimit(manager: EntityManager, limit: AccountLimit): Promise<void> {
  const { table, accountId, max, code } = limit;
  const count = await manager.countBy(table, { accountId });
  if (count >= max)
    throw limitReached(code, `The account has ${count}; it may have ${max}. Delete one first`);
}
