// From what a door was given to what the service works with: every fault at once, or the parsed value.
import { invalidRequest, zodFaults, type FieldFault } from '@posthorn/service-runtime';
import { z } from 'zod';
import { accountNotFound, ownsAccount, type Caller } from '../authentication/caller.js';

/** Throws `invalid_request` with one entry for each faulty field. */
export function parseRequest<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidRequest(zodFaults(parsed.error));
  return parsed.data;
}

/**
 * As `parseRequest`, for a request about one account: a token's own, or the one that `account_id` names, which the
 * operator must. Throws `not_found` when it names somebody else's.
 */
export function parseWithinAccount<S extends z.ZodType<{ account_id?: string | undefined }>>(
  schema: S,
  input: unknown,
  caller: Caller,
): { readonly request: z.output<S>; readonly accountId: string } {
  const parsed = schema.safeParse(input);
  const accountId = parsed.data?.account_id ?? ownAccount(caller);
  if (!parsed.success || accountId === undefined) {
    throw invalidRequest([...faultsOf(parsed.error), ...accountFaults(input, caller)]);
  }
  if (!ownsAccount(caller, accountId)) throw accountNotFound();
  return { request: parsed.data, accountId };
}

const faultsOf = (error: z.ZodError | undefined): readonly FieldFault[] =>
  error === undefined ? [] : zodFaults(error);

const ownAccount = (caller: Caller): string | undefined =>
  caller.kind === 'token' ? caller.accountId : undefined;

const named = z.looseObject({ account_id: z.unknown().refine((id) => id !== undefined) });

function accountFaults(input: unknown, caller: Caller): readonly FieldFault[] {
  if (caller.kind === 'token' || named.safeParse(input).success) return [];
  return [{ field: 'account_id', detail: 'The operator names the account that this is about' }];
}
