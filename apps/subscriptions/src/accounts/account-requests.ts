// What may be asked about accounts, and what is answered. The same over REST and gRPC.
import { plans } from '@posthorn/contracts';
import { z } from 'zod';
import type { AccountRow, Columns } from '../database/rows/index.js';
import { pageFields } from '../paging/page.js';
import { accountIdField, nameField, plansField, timeZoneField } from '../requests/fields.js';

export const createAccountSchema = z.strictObject({
  id: accountIdField.optional().describe("The product's own id of the account; made when absent"),
  name: nameField,
  time_zone: timeZoneField.default('UTC').describe('IANA name; dates in form bodies use it'),
  plans: plansField.default(['sales_enterprise', 'marketing_enterprise']),
});

export const updateAccountSchema = z.strictObject({
  name: nameField.optional(),
  time_zone: timeZoneField.optional(),
  plans: plansField.optional(),
});

export const listAccountsSchema = z.strictObject(pageFields);

export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  time_zone: z.string(),
  plans: z.array(z.enum(plans)),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export const createdAccountSchema = accountSchema.extend({
  automation_secret: z
    .string()
    .describe('whsec_…, signs the POSTs of its automations (Standard Webhooks); shown only when it is made'),
});

export const accountPageSchema = z.object({
  accounts: z.array(accountSchema),
  next_page_token: z.string().optional().describe('Absent on the last page'),
});

export const deletedAccountSchema = z.object({
  id: z.string(),
  stays_in_kafka: z
    .array(z.object({ topic: z.string(), kept_for_s: z.number() }))
    .describe('Topics that may hold records about the account, and how long they keep a record'),
});

export type DeletedAccount = z.output<typeof deletedAccountSchema>;
export type CreateAccount = z.output<typeof createAccountSchema>;
export type UpdateAccount = z.output<typeof updateAccountSchema>;
export type Account = z.output<typeof accountSchema>;
export type CreatedAccount = z.output<typeof createdAccountSchema>;
export type AccountPage = z.output<typeof accountPageSchema>;

export const describeAccount = (row: Columns<AccountRow>): Account => ({
  id: row.id,
  name: row.name,
  time_zone: row.timeZone,
  plans: row.plans,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
