// An account's lists by name, which the product tells. One method for each request, whichever door it came through.
// They are for people and for the check of a subscription's list; the registry has none of them.
import { notFound, type IncomingCall } from '@posthorn/service-runtime';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findAccount, lockAccount } from '../accounts/find-account.js';
import type { Access } from '../authentication/caller.js';
import { Callers } from '../authentication/callers.js';
import { Database } from '../database/database.js';
import { ListRow } from '../database/rows/index.js';
import { refuseAtLimit } from '../limits.js';
import { readPage } from '../paging/page.js';
import { assignChanges } from '../requests/assign-changes.js';
import { parseRequest, parseWithinAccount } from '../requests/parse-request.js';
import {
  describeList,
  listIdRequest,
  listListsRequest,
  oneListRequest,
  putListRequest,
  type List,
  type ListPage,
} from './list-requests.js';

const listLimit = { table: ListRow, max: 10_000, code: 'list_limit_reached' } as const;

interface Sought {
  readonly accountId: string;
  readonly id: string;
}

@Injectable()
export class ListsService {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
  ) {}

  /** Makes it, or renames it. Throws `list_limit_reached` (409). */
  async put(call: IncomingCall, id: string, body: unknown): Promise<List> {
    const caller = await this.callers.identify(call, 'write');
    parseRequest(listIdRequest, { id });
    const { request, accountId } = parseWithinAccount(putListRequest, body, caller);
    const row = await this.database.transaction(async (manager) => {
      await lockAccount(manager, accountId);
      return write(manager, { accountId, id }, request.name);
    });
    return describeList(row);
  }

  async get(call: IncomingCall, id: string, query: unknown): Promise<List> {
    const sought = { accountId: await this.accountOf(call, 'read', query), id };
    return describeList(await this.database.run((manager) => find(manager, sought)));
  }

  async list(call: IncomingCall, query: unknown): Promise<ListPage> {
    const caller = await this.callers.identify(call, 'read');
    const { request, accountId } = parseWithinAccount(listListsRequest, query, caller);
    const { items, ...page } = await this.database.run(async (manager) => {
      await findAccount(manager, accountId);
      return readPage(manager, { table: ListRow, accountId }, request);
    });
    return { lists: items.map(describeList), ...page };
  }

  /** Subscriptions that name it stay as they are. */
  async delete(call: IncomingCall, id: string, query: unknown): Promise<void> {
    const sought = { accountId: await this.accountOf(call, 'write', query), id };
    await this.database.transaction(async (manager) => {
      await lockAccount(manager, sought.accountId);
      await manager.remove(await find(manager, sought));
    });
  }

  private async accountOf(call: IncomingCall, access: Access, query: unknown): Promise<string> {
    const caller = await this.callers.identify(call, access);
    return parseWithinAccount(oneListRequest, query, caller).accountId;
  }
}

/** The account is locked. */
async function write(manager: EntityManager, { accountId, id }: Sought, name: string): Promise<ListRow> {
  const known = await manager.findOneBy(ListRow, { accountId, id });
  if (known !== null) {
    if (assignChanges(known, { name })) await manager.save(known);
    return known;
  }
  await refuseAtLimit(manager, { ...listLimit, accountId });
  const now = new Date();
  const row = manager.create(ListRow, { accountId, id, name, createdAt: now, updatedAt: now });
  await manager.insert(ListRow, row);
  return row;
}

/** Throws `not_found`. */
async function find(manager: EntityManager, { accountId, id }: Sought): Promise<ListRow> {
  await findAccount(manager, accountId);
  const possible = listIdRequest.safeParse({ id }).success;
  const row = possible ? await manager.findOneBy(ListRow, { accountId, id }) : null;
  if (row === null) throw notFound('The account has no list with this id');
  return row;
}
