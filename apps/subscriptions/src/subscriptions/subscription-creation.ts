// Makes a subscription: its row under the account's lock, its secret sealed, its outbox row; then waits a moment for
// the relay.
import type { EventTypePlans } from '@posthorn/contracts';
import type { SecretBox } from '@posthorn/delivery';
import type { IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockAccount } from '../accounts/find-account.js';
import { Callers } from '../authentication/callers.js';
import { Database } from '../database/database.js';
import { AccountRow, SubscriptionRow, type Columns } from '../database/rows/index.js';
import { newId } from '../identity.js';
import { refuseAtLimit } from '../limits.js';
import { Publication } from '../registry/publication.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { parseWithinAccount } from '../requests/parse-request.js';
import { refuseUnknownList } from './known-list.js';
import { refuseUnknownSchema } from './known-schema.js';
import { eventTypePlans } from './plan-changes.js';
import { refuseLacked } from './plan-rule.js';
import { secretBox } from '../secrets/secret-box-token.js';
import { newSigningSecret, type SigningSecret } from '../secrets/signing-secret.js';
import { describeSubscription, type CreatedSubscription } from './subscription-answers.js';
import { SubscriptionInput } from './subscription-input.js';
import { unknownFaring } from './subscription-health.js';
import type { CreateSubscription } from './subscription-requests.js';
import { enter } from './subscription-state.js';

/** Injection token: from the environment. */
export const subscriptionsPerAccountMax = Symbol('subscriptionsPerAccountMax');

interface Wanted {
  readonly accountId: string;
  readonly request: CreateSubscription;
  readonly secret: SigningSecret;
}

@Injectable()
export class SubscriptionCreation {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
    private readonly registry: RegistryWriter,
    private readonly input: SubscriptionInput,
    private readonly publication: Publication,
    @Inject(secretBox) private readonly secrets: SecretBox,
    @Inject(subscriptionsPerAccountMax) private readonly perAccountMax: number,
    @Inject(eventTypePlans) private readonly eventTypePlans: EventTypePlans,
  ) {}

  /** The only answer with the secret. Throws `plan_lacks_event_type` (403), `subscription_limit_reached` (409). */
  async create(call: IncomingCall, body: unknown): Promise<CreatedSubscription> {
    const caller = await this.callers.identify(call, 'write');
    const wanted = parseWithinAccount(this.input.create, body, caller);
    const secret = newSigningSecret();
    const row = await this.database.transaction((manager) => this.insert(manager, { ...wanted, secret }));
    const effectiveFrom = (await this.publication.until(effectOf(row.id))) ?? null;
    return { ...describeSubscription({ ...row, effectiveFrom }, caller), secret: secret.text };
  }

  private async insert(manager: EntityManager, wanted: Wanted): Promise<Columns<SubscriptionRow>> {
    const { accountId, request, secret } = wanted;
    const account = await lockAccount(manager, accountId);
    refuseLacked(request.event_types, { plans: account.plans, table: this.eventTypePlans });
    await refuseUnknownSchema(manager, accountId, request.schema_id);
    await refuseUnknownList(manager, accountId, request.list_id);
    const number = await this.nextNumber(manager, account);
    const id = newId('sub');
    const now = new Date();
    return this.registry.insert(manager, 'subscription', {
      ...{ id, accountId, number, name: request.name, url: request.url, sources: request.sources },
      kind: request.kind,
      eventTypes: request.event_types,
      listId: request.list_id ?? null,
      schemaId: request.schema_id ?? null,
      ...enter('active', null, now),
      ...{ lackedEventTypes: [], suspended: null },
      ...unknownFaring,
      bodyFormat: request.body_format,
      secrets: [this.secrets.seal(secret.bytes, id)],
      maxInFlight: request.max_in_flight ?? null,
      ratePerSecond: request.rate_per_second ?? null,
      effectiveFrom: null,
      ...{ createdAt: now, updatedAt: now },
    });
  }

  /** Takes the next number of the account, which stays locked until the commit, and a place within its limit. */
  private async nextNumber(manager: EntityManager, account: AccountRow): Promise<string> {
    const { id: accountId } = account;
    await refuseAtLimit(manager, {
      ...{ table: SubscriptionRow, accountId, max: this.perAccountMax },
      code: 'subscription_limit_reached',
    });
    const number = String(BigInt(account.lastSubscriptionNumber) + 1n);
    await manager.update(AccountRow, accountId, { lastSubscriptionNumber: number });
    return number;
  }
}

/** Looks from when on the subscription takes events, which the relay writes when Kafka has its record. */
const effectOf =
  (id: string) =>
  async (manager: EntityManager): Promise<Date | undefined> => {
    const row = await manager.findOneBy(SubscriptionRow, { id });
    return row?.effectiveFrom ?? undefined;
  };
