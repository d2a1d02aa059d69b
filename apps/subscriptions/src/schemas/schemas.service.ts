// Schemas of custom objects. One method for each request, whichever door it came through. A change locks the account
// first, so that what schemas say of one another stays true.
import type { EventTypePlans } from '@posthorn/contracts';
import { conflict, invalidRequest, type IncomingCall } from '@posthorn/service-runtime';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { findAccount, lockAccount } from '../accounts/find-account.js';
import type { Caller } from '../authentication/caller.js';
import { Callers } from '../authentication/callers.js';
import { isUniqueViolation } from '../database/database-away.js';
import { Database } from '../database/database.js';
import { SchemaRow, SubscriptionRow, type Columns } from '../database/rows/index.js';
import { newId } from '../identity.js';
import { refuseAtLimit } from '../limits.js';
import { readPage } from '../paging/page.js';
import { RegistryTransaction } from '../registry/registry-transaction.js';
import { RegistryWriter } from '../registry/registry-writer.js';
import { assignChanges } from '../requests/assign-changes.js';
import { parseRequest, parseWithinAccount } from '../requests/parse-request.js';
import { eventTypePlans } from '../subscriptions/plan-changes.js';
import { findSchema, holdSchemas, lockSchema } from './find-schema.js';
import {
  createSchemaRequest,
  describeSchema,
  listSchemasRequest,
  updateSchemaRequest,
  type CreateSchema,
  type Schema,
  type SchemaPage,
} from './schema-requests.js';
import { refuseWhileNamed, refuseWithoutPlan, relationshipFaults } from './schema-rules.js';

const schemaLimit = { table: SchemaRow, max: 100, code: 'schema_limit_reached' } as const;

@Injectable()
export class SchemasService {
  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
    private readonly registry: RegistryWriter,
    private readonly changes: RegistryTransaction,
    @Inject(eventTypePlans) private readonly eventTypePlans: EventTypePlans,
  ) {}

  /** Throws `plan_lacks_custom_objects` (403), `schema_limit_reached`, `schema_exists` or `slug_taken` (409). */
  async create(call: IncomingCall, body: unknown): Promise<Schema> {
    const caller = await this.callers.identify(call, 'write');
    const { request, accountId } = parseWithinAccount(createSchemaRequest, body, caller);
    try {
      const row = await this.changes.run((manager) => this.insert(manager, accountId, request));
      return describeSchema(row);
    } catch (error) {
      throw isUniqueViolation(error)
        ? conflict('schema_exists', 'There is a schema with this id already; leave id out')
        : error;
    }
  }

  async get(call: IncomingCall, id: string): Promise<Schema> {
    const caller = await this.callers.identify(call, 'read');
    return describeSchema(await this.database.run((manager) => findSchema(manager, { id, caller })));
  }

  async list(call: IncomingCall, query: unknown): Promise<SchemaPage> {
    const caller = await this.callers.identify(call, 'read');
    const { request, accountId } = parseWithinAccount(listSchemasRequest, query, caller);
    const { items, ...page } = await this.database.run(async (manager) => {
      await findAccount(manager, accountId);
      return readPage(manager, { table: SchemaRow, accountId }, request);
    });
    return { schemas: items.map(describeSchema), ...page };
  }

  /** Throws `plan_lacks_custom_objects` (403). */
  async update(call: IncomingCall, id: string, body: unknown): Promise<Schema> {
    const caller = await this.callers.identify(call, 'write');
    const request = parseRequest(updateSchemaRequest, body);
    return this.changes.run(async (manager) => {
      const row = await this.lock(manager, id, caller);
      await refuseUnknownSchemas(manager, row, request.relationships ?? []);
      if (assignChanges(row, request)) await this.registry.update(manager, 'schema', row);
      return describeSchema(row);
    });
  }

  /** Throws `schema_in_use` (409) while a subscription or another schema names it. */
  async delete(call: IncomingCall, id: string): Promise<void> {
    const caller = await this.callers.identify(call, 'write');
    await this.changes.run(async (manager) => {
      const { accountId } = await findSchema(manager, { id, caller });
      await lockAccount(manager, accountId);
      await lockSchema(manager, { id, caller });
      await refuseInUse(manager, { id, accountId });
      await this.registry.remove(manager, 'schema', id);
    });
  }

  private async insert(
    manager: EntityManager,
    accountId: string,
    { slug, labels, fields, relationships, ...request }: CreateSchema,
  ): Promise<Columns<SchemaRow>> {
    const { plans } = await lockAccount(manager, accountId);
    refuseWithoutPlan({ plans, table: this.eventTypePlans });
    await refuseAtLimit(manager, { ...schemaLimit, accountId });
    if (await manager.existsBy(SchemaRow, { accountId, slug }))
      throw conflict('slug_taken', `The account has a schema with the slug ${slug} already`);
    const id = request.id ?? newId('sch');
    await refuseUnknownSchemas(manager, { id, accountId }, relationships);
    const made = { createdAt: new Date(), updatedAt: new Date() };
    return this.registry.insert(manager, 'schema', {
      ...{ id, accountId, slug, labels, fields, relationships },
      ...made,
    });
  }

  /** For a change; throws when the plans of the account allow none. */
  private async lock(manager: EntityManager, id: string, caller: Caller): Promise<SchemaRow> {
    const { accountId } = await findSchema(manager, { id, caller });
    const { plans } = await lockAccount(manager, accountId);
    refuseWithoutPlan({ plans, table: this.eventTypePlans });
    return lockSchema(manager, { id, caller });
  }
}

type Identified = Pick<Columns<SchemaRow>, 'id' | 'accountId'>;

/** A schema may name itself. Throws `invalid_request`. */
async function refuseUnknownSchemas(
  manager: EntityManager,
  { id, accountId }: Identified,
  relationships: CreateSchema['relationships'],
): Promise<void> {
  const others = relationships.flatMap(({ schema_id: other }) =>
    other === undefined || other === id ? [] : [other],
  );
  const known = await holdSchemas(manager, accountId, others);
  const faults = relationshipFaults(relationships, new Set([...known, id]));
  if (faults.length > 0) throw invalidRequest(faults);
}

async function refuseInUse(manager: EntityManager, { id, accountId }: Identified): Promise<void> {
  const order = { id: 'ASC' } as const;
  refuseWhileNamed('subscription', await manager.find(SubscriptionRow, { where: { schemaId: id }, order }));
  const others = await manager.find(SchemaRow, { where: { accountId }, order });
  const naming = others.filter(
    (other) => other.id !== id && other.relationships.some(({ schema_id: named }) => named === id),
  );
  refuseWhileNamed(
    'schema',
    naming.map((other) => ({ id: other.id, name: other.slug })),
  );
}
