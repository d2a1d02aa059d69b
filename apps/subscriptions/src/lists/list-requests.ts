// What may be asked about lists, and what is answered. The same over REST and gRPC.
import { z } from 'zod';
import type { ListRow } from '../database/rows/index.js';
import { pageFields } from '../paging/page.js';
import { namedAccountField, nameField } from '../requests/fields.js';
import { listIdField } from '../subscriptions/subscription-requests.js';

/** Of the path. */
export const listIdRequest = z.strictObject({ id: listIdField });

export const putListRequest = z.strictObject({ account_id: namedAccountField, name: nameField });

/** About one list: ids are an account's own. */
export const oneListRequest = z.strictObject({ account_id: namedAccountField });

export const listListsRequest = z.strictObject({ account_id: namedAccountField, ...pageFields });

export const listAnswer = z.object({
  id: z.string().describe("Decimal, the account's own; list_id of a subscription"),
  account_id: z.string(),
  name: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export const listPageAnswer = z.object({
  lists: z.array(listAnswer),
  next_page_token: z.string().optional().describe('Absent on the last page'),
});

export type List = z.output<typeof listAnswer>;
export type ListPage = z.output<typeof listPageAnswer>;

export const describeList = (row: ListRow): List => ({
  id: row.id,
  account_id: row.accountId,
  name: row.name,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
