// Looks for subscriptions of an account by what they have, in an order of the caller's, from an offset. For doors that
// count pages; a list that is read to its end while it changes is `SubscriptionReads.list`.
import type { IncomingCall } from '@posthorn/service-runtime';
import { Injectable } from '@nestjs/common';
import { In, IsNull, type FindManyOptions } from 'typeorm';
import { findAccount } from '../accounts/find-account.js';
import { Callers } from '../authentication/callers.js';
import { Database } from '../database/database.js';
import { SubscriptionRow } from '../database/rows/index.js';
import { parseWithinAccount } from '../requests/parse-request.js';
import { describeSubscription, type Subscription } from './subscription-answers.js';
import { searchSubscriptionsSchema, type SearchSubscriptions } from './subscription-search-request.js';

export interface FoundSubscriptions {
  readonly subscriptions: readonly Subscription[];
  /** Of all that fit, not only of these. */
  readonly total: number;
}

@Injectable()
export class SubscriptionSearch {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
  ) {}

  async find(call: IncomingCall, query: unknown): Promise<FoundSubscriptions> {
    const caller = await this.callers.identify(call, 'read');
    const { request, accountId } = parseWithinAccount(searchSubscriptionsSchema, query, caller);
    const [rows, total] = await this.database.run(async (manager) => {
      await findAccount(manager, accountId);
      return manager.findAndCount(SubscriptionRow, findOptions(accountId, request));
    });
    return { subscriptions: rows.map((row) => describeSubscription(row, caller)), total };
  }
}

/** Equal ones stand in the order of their numbers. */
const findOptions = (
  accountId: string,
  { numbers, name, url, list_id: listId, order, limit, offset }: SearchSubscriptions,
): FindManyOptions<SubscriptionRow> => ({
  where: {
    accountId,
    ...(numbers === undefined ? {} : { number: In(numbers) }),
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url }),
    ...(listId === undefined ? {} : { listId: listId ?? IsNull() }),
  },
  order: {
    ...Object.fromEntries(order.map(({ by, descending }) => [columns[by], descending ? 'DESC' : 'ASC'])),
    ...(order.some(({ by }) => by === 'number') ? {} : { number: 'ASC' }),
  },
  take: limit,
  skip: offset,
});

const columns = {
  number: 'number',
  name: 'name',
  url: 'url',
  list_id: 'listId',
  created_at: 'createdAt',
} as const satisfies Record<SearchSubscriptions['order'][number]['by'], keyof SubscriptionRow>;
