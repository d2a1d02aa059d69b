// What may be asked about connections, and what is answered. The same over REST and gRPC.
import { connectionPlatforms } from '@posthorn/contracts';
import { z } from 'zod';
import type { Columns, ConnectionRow } from '../database/rows/index.js';
import { pageFields } from '../paging/page.js';
import { namedAccountField, nameField, printable } from '../requests/fields.js';

const shopDetail = "The shop's domain or URL, such as example.myshopify.com or https://shop.example";

const shopField = z
  .string({ error: shopDetail })
  .max(255, 'At most 255 characters')
  .regex(/^(https?:\/\/)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?(\/[\w./~%-]*)?$/i, shopDetail)
  .describe(shopDetail);

const secretDetail = 'The secret that the platform signs its webhooks with: text of 16 to 255 characters';

const secretField = z
  .string({ error: secretDetail })
  .min(16, secretDetail)
  .max(255, secretDetail)
  .regex(printable, secretDetail)
  .describe(`${secretDetail}. Never shown`);

export const createConnectionSchema = z.strictObject({
  account_id: namedAccountField,
  platform: z.enum(connectionPlatforms, { error: `One of ${connectionPlatforms.join(', ')}` }),
  name: nameField,
  shop: shopField,
  secret: secretField,
});

export const updateConnectionSchema = z.strictObject({
  name: nameField.optional(),
  shop: shopField.optional(),
  secret: secretField
    .describe('A new one; what the former one signs is taken for another 24 hours. Never shown')
    .optional(),
});

export const listConnectionsSchema = z.strictObject({ account_id: namedAccountField, ...pageFields });

export const connectionSchema = z.object({
  id: z.string(),
  account_id: z.string(),
  number: z.string().describe('Decimal, ascending within the account; connection_id in the events'),
  platform: z.enum(connectionPlatforms),
  name: z.string(),
  shop: z.string(),
  webhook_path: z.string().describe("Where ingest takes the shop's webhooks; behind ingest's own address"),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export const connectionPageSchema = z.object({
  connections: z.array(connectionSchema),
  next_page_token: z.string().optional().describe('Absent on the last page'),
});

export type Connection = z.output<typeof connectionSchema>;
export type ConnectionPage = z.output<typeof connectionPageSchema>;

export const describeConnection = (row: Columns<ConnectionRow>): Connection => ({
  id: row.id,
  account_id: row.accountId,
  number: row.number,
  platform: row.platform,
  name: row.name,
  shop: row.shop,
  webhook_path: `/v1/connections/${row.id}/${row.platform}`,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
