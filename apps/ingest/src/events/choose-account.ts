// Whose event it is: the token's account, or the one that the operator names.
import { invalidRequest, permissionDenied, type Problem } from '@posthorn/service-runtime';
import type { Caller } from '../authentication/caller.js';

export interface AccountChoice {
  readonly caller: Caller;
  /** Asked for the accounts that an operator names. */
  readonly hasAccount: (accountId: string) => boolean;
}

export type ChosenAccount =
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'refused'; readonly problem: Problem };

export function chooseAccount(
  named: string | undefined,
  { caller, hasAccount }: AccountChoice,
): ChosenAccount {
  if (caller.kind === 'token') {
    const accountId = named ?? caller.accountId;
    return accountId === caller.accountId ? { kind: 'account', accountId } : foreign;
  }
  if (named === undefined) return faulty('The operator names the account; give its id');
  return hasAccount(named)
    ? { kind: 'account', accountId: named }
    : faulty('There is no such account; make it first');
}

const faulty = (detail: string): ChosenAccount => ({
  kind: 'refused',
  problem: invalidRequest([{ field: 'accountid', detail }]).problem,
});

const foreign: ChosenAccount = {
  kind: 'refused',
  problem: permissionDenied("accountid is not the token's account; leave it out, or use that account's token")
    .problem,
};
