// Fields that several requests have, with the words in which a fault is told.
import { plans } from '@posthorn/contracts';
import { z } from 'zod';

/** No control characters and no lone surrogates: Postgres keeps neither. */
export const printable = /^[^\p{Cc}\p{Cs}]*$/u;

export const nameField = z
  .string({ error: 'Give a name: text of 1 to 200 characters' })
  .trim()
  .min(1, 'Give a name: text of 1 to 200 characters')
  .max(200, 'At most 200 characters')
  .regex(printable, 'No control characters');

export const accountIdField = z
  .string({ error: 'The id of an account' })
  .regex(/^[\w-]{1,64}$/, '1 to 64 letters, digits, underscores or dashes');

/** Of requests about one account; see `parseWithinAccount`. */
export const namedAccountField = accountIdField
  .optional()
  .describe("Which account; needed from the operator, a token's own when absent");

export const timeZoneField = z
  .string({ error: 'An IANA name, such as America/Chicago' })
  .refine(isTimeZone, 'An IANA name, such as America/Chicago');

export const plansField = z
  .array(z.enum(plans, { error: `One of ${plans.join(', ')}` }), { error: 'A list of plans' })
  .refine(isUnique, 'Each plan once')
  .describe('Which event types may be subscribed to; without a plan, none');

export function isUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
