// Looks at subscriptions: one, or a page of an account's.
import type { IncomingCall } from '@posthorn/service-runtime';
import { Injectable } from '@nestjs/common';
import { findAccount } from '../accounts/find-account.js';
import { Callers } from '../authentication/callers.js';
import { Database } from '../database/database.js';
import { SubscriptionRow } from '../database/rows/index.js';
import { readPage } from '../paging/page.js';
import { parseWithinAccount } from '../requests/parse-request.js';
import { findSubscription } from './find-subscription.js';
import { describeSubscription, type Subscription, type SubscriptionPage } from './subscription-answers.js';
import { listSubscriptionsSchema } from './subscription-requests.js';

@Injectable()
export class SubscriptionReads {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
  ) {}

  async get(call: IncomingCall, id: string): Promise<Subscription> {
    const caller = await this.callers.identify(call, 'read');
    const row = await this.database.run((manager) => findSubscription(manager, { id, caller }));
    return describeSubscription(row, caller);
  }

  async list(call: IncomingCall, query: unknown): Promise<SubscriptionPage> {
    const caller = await this.callers.identify(call, 'read');
    const { request, accountId } = parseWithinAccount(listSubscriptionsSchema, query, caller);
    const { items, ...page } = await this.database.run(async (manager) => {
      await findAccount(manager, accountId);
      return readPage(manager, { table: SubscriptionRow, accountId }, request);
    });
    return { subscriptions: items.map((row) => describeSubscription(row, caller)), ...page };
  }
}
