// Who is calling, and what that allows. Pure; `Callers` finds out who it is.
import type { TokenRole } from '@posthorn/contracts';
import { notFound } from '@posthorn/service-runtime';

export type Caller =
  | { readonly kind: 'operator' }
  | { readonly kind: 'token'; readonly accountId: string; readonly role: TokenRole };

/** What a request needs: the operator, a change within an account, or a look into it. */
export type Access = 'operate' | 'write' | 'read';

const accessOfRole: Readonly<Record<TokenRole, readonly Access[]>> = {
  admin: ['write', 'read'],
  read: ['read'],
  ingest: [],
};

export const permits = (caller: Caller, access: Access): boolean =>
  caller.kind === 'operator' || accessOfRole[caller.role].includes(access);

/** The role `read` looks, and must not learn what gives access. */
export const seesSecrets = (caller: Caller): boolean => permits(caller, 'write');

/** Whether the caller may know at all that this account's things exist. */
export const ownsAccount = (caller: Caller, accountId: string): boolean =>
  caller.kind === 'operator' || caller.accountId === accountId;

export const accountNotFound = () => notFound('There is no account with this id');
