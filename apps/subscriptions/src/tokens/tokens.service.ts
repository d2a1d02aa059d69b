// API tokens of accounts. One method for each request, whichever door it came through.
import { hashToken, notFound, type IncomingCall } from '@posthorn/service-runtime';
import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { findAccount, lockAccount } from '../accounts/find-account.js';
import { ownsAccount } from '../authentication/caller.js';
import { Callers } from '../authentication/callers.js';
import { Database } from '../database/database.js';
import { TokenRow } from '../database/rows/index.js';
import { isId, newId } from '../identity.js';
import { refuseAtLimit } from '../limits.js';
import { readPage } from '../paging/page.js';
import { RegistryTransaction } from '../registry/registry-transaction.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { parseWithinAccount } from '../requests/parse-request.js';
import {
  createTokenSchema,
  describeToken,
  listTokensSchema,
  type CreatedToken,
  type TokenPage,
} from './token-requests.js';

const tokenLimit = { table: TokenRow, max: 100, code: 'token_limit_reached' } as const;

@Injectable()
export class TokensService {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
    private readonly registry: RegistryWriter,
    private readonly changes: RegistryTransaction,
  ) {}

  /** The only answer with the token's text. Throws `token_limit_reached` (409). */
  async create(call: IncomingCall, body: unknown): Promise<CreatedToken> {
    const caller = await this.callers.identify(call, 'write');
    const { request, accountId } = parseWithinAccount(createTokenSchema, body, caller);
    const token = newTokenText();
    const row = await this.changes.run(async (manager) => {
      await lockAccount(manager, accountId);
      await refuseAtLimit(manager, { ...tokenLimit, accountId });
      const now = new Date();
      const { name, role } = request;
      const row = {
        id: newId('tok'),
        accountId,
        name,
        role,
        hash: hashToken(token),
        createdAt: now,
        updatedAt: now,
      };
      return this.registry.insert(manager, 'token', row);
    });
    return { ...describeToken(row), token };
  }

  async list(call: IncomingCall, query: unknown): Promise<TokenPage> {
    const caller = await this.callers.identify(call, 'read');
    const { request, accountId } = parseWithinAccount(listTokensSchema, query, caller);
    const { items, ...page } = await this.database.run(async (manager) => {
      await findAccount(manager, accountId);
      return readPage(manager, { table: TokenRow, accountId }, request);
    });
    return { tokens: items.map(describeToken), ...page };
  }

  async delete(call: IncomingCall, id: string): Promise<void> {
    const caller = await this.callers.identify(call, 'write');
    await this.changes.run(async (manager) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const row = isId('tok', id) ? await manager.findOne(TokenRow, { where: { id }, lock }) : null;
      if (row === null || !ownsAccount(caller, row.accountId))
        throw notFound('There is no token with this id');
      await this.registry.remove(manager, 'token', id);
    });
  }
}

/** 256 random bits, and a prefix by which a leaked one is recognised. */
const newTokenText = (): string => `pht_${randomBytes(32).toString('base64url')}`;
