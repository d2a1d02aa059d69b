// Who is calling, and for whom it may speak. Pure; `Callers` finds out who it is.
import type { TokenRole } from '@posthorn/contracts';

export type Caller =
  | { readonly kind: 'operator' }
  | { readonly kind: 'token'; readonly accountId: string; readonly role: TokenRole };

const publishes: Readonly<Record<TokenRole, boolean>> = { admin: true, ingest: true, read: false };

export const mayPublish = (caller: Caller): boolean => caller.kind === 'operator' || publishes[caller.role];
