// The kinds of value that an event's `data` is made of. Ids are decimal text, because 64 bits do not fit a JSON
// number; what does not exist is absent, never `0` or empty.
import { z } from 'zod';

export const id = z
  .string()
  .regex(/^[1-9]\d{0,19}$/)
  .describe('Id: decimal digits as text, without leading zeros.');

export const text = z.string();

export const time = z.iso
  .datetime({ offset: true })
  .describe('Time: ISO 8601 with an offset, such as 2026-07-17T22:01:25-05:00 or 2026-07-18T03:01:25Z.');

export const cents = z
  .int()
  .describe('Amount of money in hundredths of the currency’s unit, whatever the currency: 10000 is 100.00.');

export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .describe('Currency: its ISO 4217 code, such as USD.');

export const fieldValue = z
  .union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])
  .describe('Value of a custom field; a field with several values is a list, an empty one null.');

/** Something that is named by an id and a title: a stage, a pipeline, a kind of task. */
export const titled = z.strictObject({ id, title: text });
