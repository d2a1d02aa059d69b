// Accounts, for the operator only. One method for each request, whichever door it came through.
import type { SealedSecret, TopicTableSettings } from '@posthorn/contracts';
import type { SecretBox } from '@posthorn/delivery';
import { conflict, type IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import { Callers } from '../authentication/callers.js';
import { isUniqueViolation } from '../database/database-away.js';
import { Database } from '../database/database.js';
import { AccountRow } from '../database/rows/index.js';
import { newId } from '../identity.js';
import { readPage } from '../paging/page.js';
import { RegistryTransaction } from '../registry/registry-transaction.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { assignChanges } from '../requests/assign-changes.js';
import { parseRequest } from '../requests/parse-request.js';
import { PlanChanges } from '../subscriptions/plan-changes.js';
import { newSigningSecret } from '../secrets/signing-secret.js';
import { secretBox } from '../secrets/secret-box-token.js';
import {
  createAccountSchema,
  describeAccount,
  listAccountsSchema,
  updateAccountSchema,
  type Account,
  type AccountPage,
  type CreateAccount,
  type CreatedAccount,
  type DeletedAccount,
} from './account-requests.js';
import { findAccount, lockAccount } from './find-account.js';
import { staysInKafka } from './stays-in-kafka.js';

/** Injection token: the topics of this installation, from the environment. */
export const topicSettings = Symbol('topicSettings');

@Injectable()
export class AccountsService {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
    private readonly registry: RegistryWriter,
    private readonly changes: RegistryTransaction,
    private readonly planChanges: PlanChanges,
    @Inject(topicSettings) private readonly topics: TopicTableSettings,
    @Inject(secretBox) private readonly box: SecretBox,
  ) {}

  /** The only answer with the automation secret. Throws `account_exists` (409) when the id is taken. */
  async create(call: IncomingCall, body: unknown): Promise<CreatedAccount> {
    await this.callers.identify(call, 'operate');
    const request = parseRequest(createAccountSchema, body);
    const id = request.id ?? newId('acc');
    const secret = newSigningSecret();
    const automationSecrets = [this.box.seal(secret.bytes, id)];
    try {
      const row = await this.changes.run((manager) =>
        this.registry.insert(manager, 'account', newAccount({ id, automationSecrets }, request)),
      );
      return { ...describeAccount(row), automation_secret: secret.text };
    } catch (error) {
      throw isUniqueViolation(error)
        ? conflict('account_exists', `There is an account ${id} already`)
        : error;
    }
  }

  async get(call: IncomingCall, id: string): Promise<Account> {
    await this.callers.identify(call, 'operate');
    return describeAccount(await this.database.run((manager) => findAccount(manager, id)));
  }

  async list(call: IncomingCall, query: unknown): Promise<AccountPage> {
    await this.callers.identify(call, 'operate');
    const request = parseRequest(listAccountsSchema, query);
    const { items, ...page } = await this.database.run((manager) =>
      readPage(manager, { table: AccountRow }, request),
    );
    return { accounts: items.map(describeAccount), ...page };
  }

  /** New plans suspend subscriptions that lose an event type, and resume those that have all of theirs again. */
  async update(call: IncomingCall, id: string, body: unknown): Promise<Account> {
    await this.callers.identify(call, 'operate');
    const { time_zone: timeZone, ...request } = parseRequest(updateAccountSchema, body);
    return this.changes.run(async (manager) => {
      const row = await lockAccount(manager, id);
      if (assignChanges(row, { ...request, timeZone })) await this.registry.update(manager, 'account', row);
      if (request.plans !== undefined) await this.planChanges.apply(manager, row);
      return describeAccount(row);
    });
  }

  /** Deletes all that it owns with it, and tells what Kafka still has. */
  async delete(call: IncomingCall, id: string): Promise<DeletedAccount> {
    await this.callers.identify(call, 'operate');
    await this.changes.run(async (manager) => {
      await lockAccount(manager, id);
      await this.registry.removeAccount(manager, id);
    });
    return { id, stays_in_kafka: staysInKafka(this.topics) };
  }
}

interface Made {
  readonly id: string;
  readonly automationSecrets: SealedSecret[];
}

function newAccount(made: Made, request: CreateAccount): Omit<AccountRow, 'version'> {
  const now = new Date();
  return {
    ...made,
    name: request.name,
    timeZone: request.time_zone,
    plans: request.plans,
    lastSubscriptionNumber: '0',
    lastConnectionNumber: '0',
    createdAt: now,
    updatedAt: now,
  };
}
