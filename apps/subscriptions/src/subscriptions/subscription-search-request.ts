// What may be asked of `SubscriptionSearch`. Filters take whole values: part of a URL must not be found by who may not
// see it.
import { targetUrlCharactersMax } from '@posthorn/outbound-http';
import { z } from 'zod';
import { namedAccountField, printable } from '../requests/fields.js';
import { subscriptionNumber } from './subscription-number.js';
import { listIdField } from './subscription-requests.js';

const orderedBy = ['number', 'name', 'url', 'list_id', 'created_at'] as const;
const limitMax = 100;
const offsetMax = 1_000_000;

/** Numbers arrive as text. */
const wholeNumber = (min: number, max: number) => {
  const detail = `A whole number from ${min} to ${max}`;
  return z.coerce.number({ error: detail }).int(detail).min(min, detail).max(max, detail);
};

const filterField = z
  .string({ error: 'The text to look for' })
  .max(targetUrlCharactersMax, `At most ${targetUrlCharactersMax} characters`)
  .regex(printable, 'No control characters');

export const searchSubscriptionsSchema = z.strictObject({
  account_id: namedAccountField,
  numbers: z
    .array(z.string().regex(subscriptionNumber, 'The decimal number of a subscription'))
    .max(limitMax, `At most ${limitMax}`)
    .optional(),
  name: filterField.optional(),
  url: filterField.optional(),
  /** null: those without a list. */
  list_id: listIdField.nullable().optional(),
  order: z
    .array(
      z.strictObject({
        by: z.enum(orderedBy, { error: `One of ${orderedBy.join(', ')}` }),
        descending: z.boolean({ error: 'ASC or DESC' }),
      }),
    )
    .default([]),
  limit: wholeNumber(1, limitMax).default(20),
  offset: wholeNumber(0, offsetMax).default(0),
});

export type SearchSubscriptions = z.output<typeof searchSubscriptionsSchema>;
