// One page of a list: what a request says about it, and how it is read from a table.
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { z } from 'zod';
import { readPageToken, writePageToken, type Position } from './page-token.js';

const pageSizeMax = 100;
/** Beyond it a page ends early: a gRPC client takes 4 MB, unless it is told otherwise. One row has far less. */
const pageBytesMax = 3_000_000;
const sizeDetail = `A whole number from 1 to ${pageSizeMax}`;

/** `page_size` and `page_token` of a list request; over REST they arrive as text. */
export const pageFields = {
  page_size: z.coerce
    .number({ error: sizeDetail })
    .int(sizeDetail)
    .min(1, sizeDetail)
    .max(pageSizeMax, sizeDetail)
    .default(20),
  page_token: z
    .string({ error: 'next_page_token of the page before' })
    .max(200, 'next_page_token of the page before')
    .transform((token, context): Position => {
      const position = readPageToken(token);
      if (position !== undefined) return position;
      context.addIssue({
        code: 'custom',
        message: 'Not a page token; send next_page_token of the page before',
      });
      return z.NEVER;
    })
    .optional(),
};

export interface PageRequest {
  readonly page_size: number;
  readonly page_token?: Position | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next_page_token?: string;
}

interface Listed extends ObjectLiteral, Position {}

export interface PageSource<T extends Listed> {
  readonly table: EntityTarget<T>;
  /** Only this account's rows; absent: all. */
  readonly accountId?: string;
}

/** The page after the request's position, oldest first. What is created meanwhile comes on a later page. */
export async function readPage<T extends Listed>(
  manager: EntityManager,
  source: PageSource<T>,
  request: PageRequest,
): Promise<Page<T>> {
  const query = manager
    .createQueryBuilder(source.table, 'row')
    .orderBy({ 'row.createdAt': 'ASC', 'row.id': 'ASC' })
    .take(request.page_size + 1);
  if (source.accountId !== undefined) query.andWhere({ accountId: source.accountId });
  if (request.page_token !== undefined) {
    query.andWhere('(row.createdAt, row.id) > (:createdAt, :id)', { ...request.page_token });
  }
  return cutPage(await query.getMany(), request.page_size);
}

function cutPage<T extends Position>(rows: readonly T[], size: number): Page<T> {
  const items = rows.slice(0, Math.min(size, countWithin(rows, pageBytesMax)));
  const last = items.at(-1);
  return rows.length > items.length && last !== undefined
    ? { items, next_page_token: writePageToken(last) }
    : { items };
}

/** How many of the first rows take at most so many bytes together, as JSON; one at least. */
function countWithin(rows: readonly object[], bytesMax: number): number {
  let bytes = 0;
  const count = rows.findIndex((row, index) => {
    bytes += Buffer.byteLength(JSON.stringify(row));
    return index > 0 && bytes > bytesMax;
  });
  return count === -1 ? rows.length : count;
}
