import { schemaRecordSchema, subscriptionRecordSchema } from '@posthorn/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { bodyOf, problemOf, type Body, type Door } from '../testing/doors.js';
import type { OperationName } from '../testing/operations.js';
import { goodSchema, goodSubscription, newTenant, type Tenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
});

afterAll(async () => {
  await service.stop();
});

describe.each(['rest', 'grpc'] as const)('schemas over %s', (doorName) => {
  let door: Door;
  let tenant: Tenant;

  /** A list with nothing in it, which no message of gRPC holds. */
  const nothingIn = (name: string): object => (doorName === 'rest' ? { [name]: [] } : {});
  const call = (operation: OperationName, request: object = {}, token = tenant.tokens.admin) =>
    door.call(operation, { ...request }, token);
  const create = async (change: object = {}): Promise<Body> =>
    bodyOf(await call('createSchema', { ...goodSchema, ...change }));
  const subscribe = async (change: object): Promise<Body> =>
    bodyOf(
      await call('createSubscription', {
        ...{ ...goodSubscription, event_types: ['custom_object_created'] },
        ...change,
      }),
    );

  beforeEach(async () => {
    door = service[doorName];
    tenant = await newTenant(service);
    const change = { id: tenant.accountId, plans: ['sales_enterprise', 'marketing'] };
    bodyOf(await call('updateAccount', change, operatorToken));
  });

  /** The newest registry record of a thing; null: a tombstone. */
  async function recordOf(id: unknown): Promise<unknown> {
    const [newest] = await service.database.query<{ value: unknown }>(
      'SELECT value FROM outbox WHERE entity_id = $1 ORDER BY id DESC LIMIT 1',
      [id],
    );
    return newest?.value;
  }

  it('are made, found and listed', async () => {
    const made = await create();
    const [metal, wheels] = goodSchema.fields;
    expect(made).toMatchObject({
      ...{ account_id: tenant.accountId, slug: 'engine', labels: goodSchema.labels },
      fields: [metal, { ...wheels, ...nothingIn('options'), required: false }],
      relationships: [{ ...goodSchema.relationships[0], many: false }],
    });
    expect(made.id).toMatch(/^sch_[0-9a-f]{32}$/);
    const second = await create({ slug: 'car' });
    expect(bodyOf(await call('getSchema', { id: made.id }, tenant.tokens.read))).toEqual(made);
    const first = bodyOf(await call('listSchemas', { page_size: 1 }, tenant.tokens.read));
    expect(first.schemas).toEqual([made]);
    const rest = { page_size: 1, page_token: first.next_page_token };
    expect(bodyOf(await call('listSchemas', rest))).toEqual({ schemas: [second] });
  });

  it('are listed in pages that a client takes, however large they are', async () => {
    const options = Array.from({ length: 200 }, (_, index) => String(index).padStart(100, '€'));
    const fields = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, label: 'Field', type: 'dropdown', options }));
    const made: unknown[] = [];
    for (let nth = 1; nth <= 15; nth += 1) made.push((await create({ slug: `s-${nth}`, fields })).id);
    const listed: unknown[][] = [];
    for (let token: unknown, isLast = false; !isLast; isLast = token === undefined) {
      const page = bodyOf(await call('listSchemas', token === undefined ? {} : { page_token: token }));
      listed.push((page.schemas as Body[]).map(({ id }) => id));
      token = page.next_page_token;
    }
    expect(listed).toEqual([made.slice(0, 10), made.slice(10)]);
  });

  it('keep the id that they have elsewhere, which nobody else can have then', async () => {
    const id = crypto.randomUUID();
    expect((await create({ id })).id).toBe(id);
    const again = await call('createSchema', { ...goodSchema, id, slug: 'other' });
    expect(problemOf(again)).toMatchObject({ status: 409, code: 'schema_exists' });
  });

  it('reach the registry without their labels', async () => {
    const { id } = await create();
    const record = schemaRecordSchema.strict().parse(await recordOf(id));
    expect(record).toEqual({
      ...{ id, account_id: tenant.accountId, slug: 'engine' },
      fields: [
        { id: 'metal', type: 'dropdown', required: true, options: ['Brass', 'Iron'] },
        { id: 'wheels', type: 'number', required: false },
      ],
      relationships: [{ id: 'owner', to: 'contact', many: false }],
    });
  });

  it('change in what a patch names, and can be sent back as they were shown', async () => {
    const { id, ...made } = await create();
    const fields = [{ id: 'plate', label: 'Plate', type: 'text', required: true }];
    const changed = bodyOf(await call('updateSchema', { id, fields, relationships: [] }));
    expect(changed).toMatchObject({
      labels: made.labels,
      fields: [{ ...fields[0], ...nothingIn('options') }],
      ...nothingIn('relationships'),
    });
    expect(await recordOf(id)).toMatchObject({ fields: [{ id: 'plate' }], relationships: [] });
    const { labels, fields: shown, relationships } = made;
    const back = bodyOf(await call('updateSchema', { id, labels, fields: shown, relationships }));
    expect({ ...back, updated_at: '' }).toEqual({ id, ...made, updated_at: '' });
  });

  it('may name themselves and one another', async () => {
    const { id } = await create();
    const to = (schema_id: unknown) => [{ id: 'part', label: 'Part', to: 'custom_object', schema_id }];
    bodyOf(await call('updateSchema', { id, relationships: to(id) }));
    const other = await create({ slug: 'car', relationships: to(id) });
    expect(problemOf(await call('deleteSchema', { id }))).toMatchObject({
      ...{ status: 409, code: 'schema_in_use' },
      detail: expect.stringContaining(`schema ${String(other.id)} (car)`) as unknown,
    });
    bodyOf(await call('updateSchema', { id: other.id, relationships: [] }));
    bodyOf(await call('deleteSchema', { id }));
    expect(problemOf(await call('getSchema', { id })).code).toBe('not_found');
    expect(await recordOf(id)).toBeNull();
  });

  it('have one slug each, within the account', async () => {
    await create();
    expect(problemOf(await call('createSchema', goodSchema))).toMatchObject({
      ...{ status: 409, code: 'slug_taken' },
      detail: expect.stringContaining('engine') as unknown,
    });
  });

  it('are for enterprise plans, which the refusal names', async () => {
    const { id } = await create();
    bodyOf(await call('updateAccount', { id: tenant.accountId, plans: ['sales'] }, operatorToken));
    for (const refused of [
      await call('createSchema', { ...goodSchema, slug: 'car' }),
      await call('updateSchema', { id, fields: [] }),
    ])
      expect(problemOf(refused)).toMatchObject({
        ...{ status: 403, code: 'plan_lacks_custom_objects' },
        detail: expect.stringContaining('sales_enterprise, marketing_enterprise') as unknown,
      });
    bodyOf(await call('getSchema', { id }));
    bodyOf(await call('deleteSchema', { id }));
  });

  it('are a hundred at most', async () => {
    await service.database.query(
      `INSERT INTO schemas (id, account_id, slug, labels, fields, relationships)
       SELECT 'sch_' || $1 || number, $1, 's-' || number, '{}', '[]', '[]' FROM generate_series(1, 100) AS number`,
      [tenant.accountId],
    );
    expect(problemOf(await call('createSchema', goodSchema))).toMatchObject({
      ...{ status: 409, code: 'schema_limit_reached' },
    });
  });

  it('stay while a subscription names them, which the refusal names', async () => {
    const [engine, car] = [await create(), await create({ slug: 'car' })];
    const subscription = await subscribe({ schema_id: engine.id });
    expect(subscription).toMatchObject({ kind: 'custom_object', schema_id: engine.id });
    expect(subscriptionRecordSchema.parse(await recordOf(subscription.id)).schema_id).toBe(engine.id);
    expect(problemOf(await call('deleteSchema', { id: engine.id }))).toMatchObject({
      ...{ status: 409, code: 'schema_in_use' },
      detail: expect.stringContaining(`${String(subscription.id)} (Orders)`) as unknown,
    });
    const moved = await call('updateSubscription', { id: subscription.id, schema_id: car.id });
    expect(bodyOf(moved).schema_id).toBe(car.id);
    bodyOf(await call('deleteSchema', { id: engine.id }));
    expect(problemOf(await call('deleteSchema', { id: car.id })).code).toBe('schema_in_use');
    const gone = await call('updateSubscription', { id: subscription.id, schema_id: engine.id });
    expect(problemOf(gone).errors?.map(({ field }) => field)).toEqual(['schema_id']);
  });

  it('cannot go while a subscription to them is being made', async () => {
    const { id } = await create();
    const [made, deleted] = await Promise.all([
      call('createSubscription', {
        ...{ ...goodSubscription, event_types: ['custom_object_created'], schema_id: id },
      }),
      call('deleteSchema', { id }),
    ]);
    expect([made.ok, deleted.ok].filter(Boolean)).toHaveLength(1);
  });

  it('go with their account, and the subscriptions before them', async () => {
    const { id } = await create();
    await subscribe({ schema_id: id });
    bodyOf(await call('deleteAccount', { id: tenant.accountId }, operatorToken));
    expect(await recordOf(id)).toBeNull();
  });
});

it('leave a subscription alone that is older than they are', async () => {
  const tenant = await newTenant(service);
  const { rest, database } = service;
  const plans = ['sales_enterprise'];
  bodyOf(await rest.call('updateAccount', { id: tenant.accountId, plans }, operatorToken));
  const schema = bodyOf(await rest.call('createSchema', goodSchema, tenant.tokens.admin));
  const wanted = { ...goodSubscription, event_types: ['custom_object_created'], schema_id: schema.id };
  const { id } = bodyOf(await rest.call('createSubscription', wanted, tenant.tokens.admin));
  await database.query('UPDATE subscriptions SET schema_id = NULL WHERE id = $1', [id]);
  const changed = bodyOf(await rest.call('updateSubscription', { id, name: 'Old' }, tenant.tokens.admin));
  expect(changed).not.toHaveProperty('schema_id');
});
