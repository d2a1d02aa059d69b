// Connections to shops. One method for each request, whichever door it came through.
import type { SecretBox } from '@posthorn/delivery';
import type { IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findAccount, lockAccount } from '../accounts/find-account.js';
import { Callers } from '../authentication/callers.js';
import { Database } from '../database/database.js';
import { AccountRow, ConnectionRow } from '../database/rows/index.js';
import { newId } from '../identity.js';
import { refuseAtLimit } from '../limits.js';
import { readPage } from '../paging/page.js';
import { RegistryTransaction } from '../registry/registry-transaction.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { assignChanges } from '../requests/assign-changes.js';
import { parseRequest, parseWithinAccount } from '../requests/parse-request.js';
import {
  createConnectionSchema,
  describeConnection,
  listConnectionsSchema,
  updateConnectionSchema,
  type Connection,
  type ConnectionPage,
} from './connection-requests.js';
import { findConnection, lockConnection } from './find-connection.js';
import { withNewSecret } from './shared-secrets.js';

/** Injection token: seals the platforms' secrets, under `CONNECTION_KEYS`. */
export const connectionBox = Symbol('connectionBox');

const connectionLimit = { table: ConnectionRow, max: 100, code: 'connection_limit_reached' } as const;

@Injectable()
export class ConnectionsService {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
    private readonly registry: RegistryWriter,
    private readonly changes: RegistryTransaction,
    @Inject(connectionBox) private readonly secrets: SecretBox,
  ) {}

  /** Throws `connection_limit_reached` (409). */
  async create(call: IncomingCall, body: unknown): Promise<Connection> {
    const caller = await this.callers.identify(call, 'write');
    const { request, accountId } = parseWithinAccount(createConnectionSchema, body, caller);
    const { platform, name, shop } = request;
    const id = newId('con');
    const secrets = [this.seal(request.secret, id)];
    const row = await this.changes.run(async (manager) => {
      const number = await nextNumber(manager, accountId);
      const now = new Date();
      return this.registry.insert(manager, 'connection', {
        ...{ id, accountId, number, platform, name, shop, secrets, createdAt: now, updatedAt: now },
      });
    });
    return describeConnection(row);
  }

  async get(call: IncomingCall, id: string): Promise<Connection> {
    const caller = await this.callers.identify(call, 'read');
    return describeConnection(await this.database.run((manager) => findConnection(manager, { id, caller })));
  }

  async list(call: IncomingCall, query: unknown): Promise<ConnectionPage> {
    const caller = await this.callers.identify(call, 'read');
    const { request, accountId } = parseWithinAccount(listConnectionsSchema, query, caller);
    const { items, ...page } = await this.database.run(async (manager) => {
      await findAccount(manager, accountId);
      return readPage(manager, { table: ConnectionRow, accountId }, request);
    });
    return { connections: items.map(describeConnection), ...page };
  }

  async update(call: IncomingCall, id: string, body: unknown): Promise<Connection> {
    const caller = await this.callers.identify(call, 'write');
    const { secret, ...request } = parseRequest(updateConnectionSchema, body);
    return this.changes.run(async (manager) => {
      const row = await lockConnection(manager, { id, caller });
      const secrets =
        secret === undefined ? undefined : withNewSecret(row.secrets, this.seal(secret, id), Date.now());
      if (assignChanges(row, { ...request, secrets })) await this.registry.update(manager, 'connection', row);
      return describeConnection(row);
    });
  }

  async delete(call: IncomingCall, id: string): Promise<void> {
    const caller = await this.callers.identify(call, 'write');
    await this.changes.run(async (manager) => {
      await lockConnection(manager, { id, caller });
      await this.registry.remove(manager, 'connection', id);
    });
  }

  private seal(secret: string, id: string) {
    return this.secrets.seal(Buffer.from(secret), id);
  }
}

/** Takes the account's next number and a place within its limit; the account stays locked until the commit. */
async function nextNumber(manager: EntityManager, accountId: string): Promise<string> {
  const account = await lockAccount(manager, accountId);
  await refuseAtLimit(manager, { ...connectionLimit, accountId });
  const number = String(BigInt(account.lastConnectionNumber) + 1n);
  await manager.update(AccountRow, accountId, { lastConnectionNumber: number });
  return number;
}
