// What may be asked about tokens, and what is answered. The same over REST and gRPC.
import { tokenRoles } from '@posthorn/contracts';
import { z } from 'zod';
import type { Columns, TokenRow } from '../database/rows/index.js';
import { pageFields } from '../paging/page.js';
import { namedAccountField, nameField } from '../requests/fields.js';

export const createTokenSchema = z.strictObject({
  account_id: namedAccountField,
  name: nameField,
  role: z.enum(tokenRoles, { error: `One of ${tokenRoles.join(', ')}` }),
});

export const listTokensSchema = z.strictObject({ account_id: namedAccountField, ...pageFields });

export const tokenSchema = z.object({
  id: z.string(),
  account_id: z.string(),
  name: z.string(),
  role: z.enum(tokenRoles),
  created_at: z.iso.datetime(),
});

export const createdTokenSchema = tokenSchema.extend({
  token: z.string().describe('The token itself; shown only here'),
});

export const tokenPageSchema = z.object({
  tokens: z.array(tokenSchema),
  next_page_token: z.string().optional().describe('Absent on the last page'),
});

export type Token = z.output<typeof tokenSchema>;
export type CreatedToken = z.output<typeof createdTokenSchema>;
export type TokenPage = z.output<typeof tokenPageSchema>;

export const describeToken = (row: Columns<TokenRow>): Token => ({
  id: row.id,
  account_id: row.accountId,
  name: row.name,
  role: row.role,
  created_at: row.createdAt.toISOString(),
});
