import { eventually } from '@posthorn/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bodyOf, problemOf } from '../testing/doors.js';
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

describe.each(['rest', 'grpc'] as const)('plans and kinds over %s', (doorName) => {
  const call = (operation: OperationName, request: object, token: string = operatorToken) =>
    service[doorName].call(operation, { ...request }, token);

  const withPlans = async (...plans: string[]): Promise<Tenant> => {
    const tenant = await newTenant(service);
    bodyOf(await call('updateAccount', { id: tenant.accountId, plans }));
    return tenant;
  };
  const subscribe = async ({ tokens }: Tenant, change: object = {}) =>
    bodyOf(await call('createSubscription', { ...goodSubscription, ...change }, tokens.admin));
  const look = async (id: unknown) => bodyOf(await call('getSubscription', { id }));

  it.each([
    [['marketing'], 'sales, sales_enterprise'],
    [[], 'sales, marketing'],
  ])('with %j refuses types by name, with the plans that have them', async (plans, allow) => {
    const { tokens } = await withPlans(...plans);
    const request = { ...goodSubscription, event_types: ['update', 'deal_add'].slice(plans.length - 1) };
    const problem = problemOf(await call('createSubscription', request, tokens.admin));
    expect(problem).toMatchObject({ status: 403, code: 'plan_lacks_event_type' });
    const errors = problem.errors ?? [];
    expect(errors.map(({ field }) => field)).toContain(`event_types[${request.event_types.length - 1}]`);
    expect(errors[0]?.detail).toContain(plans.length === 0 ? '' : allow);
  });

  it('refuse a patch to a type that no plan has', async () => {
    const tenant = await withPlans('marketing');
    const { id } = await subscribe(tenant, { event_types: ['subscribe'] });
    const patch = { id, event_types: ['subscribe', 'deal_add'] };
    const problem = problemOf(await call('updateSubscription', patch, tenant.tokens.admin));
    expect(problem).toMatchObject({ status: 403, code: 'plan_lacks_event_type' });
  });

  it('suspend what lost a type and nothing else, and resume it as it was', async () => {
    const tenant = await newTenant(service);
    const deals = { event_types: ['deal_add', 'subscribe'] };
    const [active, paused, contacts] = await Promise.all([
      subscribe(tenant, deals),
      subscribe(tenant, deals),
      subscribe(tenant, { event_types: ['subscribe'] }),
    ]);
    bodyOf(await call('pauseSubscription', { id: paused.id }));
    const states = async () =>
      (await Promise.all([active, paused, contacts].map(({ id }) => look(id)))).map(({ state }) => state);

    bodyOf(await call('updateAccount', { id: tenant.accountId, plans: ['marketing_enterprise'] }));
    expect(await states()).toEqual(['suspended', 'suspended', 'active']);
    expect(await look(active.id)).toMatchObject({
      state_reason: 'plan_lacks_event_type',
      lacked_event_types: ['deal_add'],
    });
    expect(problemOf(await call('resumeSubscription', { id: active.id }))).toMatchObject({
      code: 'subscription_suspended',
      detail: expect.stringContaining('deal_add') as unknown,
    });

    bodyOf(await call('updateAccount', { id: tenant.accountId, plans: ['marketing', 'sales'] }));
    expect(await states()).toEqual(['active', 'paused', 'active']);
    expect(await look(active.id)).not.toHaveProperty('state_reason');
    const published = await service.database.query<{ state: string }>(
      `SELECT value->>'state' AS state FROM outbox WHERE entity_id = $1 ORDER BY id`,
      [active.id],
    );
    expect(published.map(({ state }) => state)).toEqual(['active', 'suspended', 'active']);
  });

  it('are one change with the account: both or neither', async () => {
    const tenant = await newTenant(service);
    const { id } = await subscribe(tenant);
    await service.database.query(
      `ALTER TABLE outbox ADD CONSTRAINT refuse CHECK (value->>'state' <> 'suspended') NOT VALID`,
    );
    try {
      const refused = await call('updateAccount', { id: tenant.accountId, plans: [] });
      expect(problemOf(refused).status).toBe(500);
    } finally {
      await service.database.query('ALTER TABLE outbox DROP CONSTRAINT refuse');
    }
    expect((await look(id)).state).toBe('active');
    const account = bodyOf(await call('getAccount', { id: tenant.accountId }));
    expect(account.plans).toHaveLength(2);
  });

  it('let a subscription go on when it leaves out what it lost', async () => {
    const tenant = await newTenant(service);
    const { id } = await subscribe(tenant);
    bodyOf(await call('updateAccount', { id: tenant.accountId, plans: ['marketing'] }));
    await eventually(async () => (await look(id)).state === 'suspended');
    const patch = { id, event_types: ['subscribe'] };
    const changed = bodyOf(await call('updateSubscription', patch, tenant.tokens.admin));
    expect(changed).toMatchObject({ state: 'active', event_types: ['subscribe'] });
  });

  it('keep the kinds apart, and name what does not fit', async () => {
    const tenant = await newTenant(service);
    const mixed = { ...goodSubscription, event_types: ['update', 'order_created'] };
    const problem = problemOf(await call('createSubscription', mixed, tenant.tokens.admin));
    expect(problem).toMatchObject({ status: 422, code: 'invalid_request' });
    expect(problem.errors).toEqual([
      { field: 'event_types', detail: expect.stringContaining('"kind": "ecommerce"') as unknown },
    ]);
    const { id } = await subscribe(tenant);
    const patch = { id, event_types: ['update', 'order_created'] };
    const refused = problemOf(await call('updateSubscription', patch, tenant.tokens.admin));
    expect(refused.errors?.map(({ field }) => field)).toEqual(['event_types[1]']);
  });

  it.each([
    ['ecommerce', ['order_created', 'product_deleted']],
    ['custom_object', ['custom_object_updated']],
  ])('need no sources for the kind %s', async (kind, event_types) => {
    const { tokens } = await withPlans('sales_enterprise');
    const schema = bodyOf(await call('createSchema', goodSchema, tokens.admin));
    const { sources: _, ...wanted } = {
      ...{ ...goodSubscription, event_types },
      ...(kind === 'custom_object' ? { schema_id: schema.id } : {}),
    };
    const all = ['public', 'admin', 'api', 'system'];
    for (const request of [wanted, { ...wanted, kind }]) {
      const made = bodyOf(await call('createSubscription', request, tokens.admin));
      expect(made).toMatchObject({ kind, sources: all });
    }
    const { schema_id: __, ...others } = { schema_id: '', ...wanted };
    const standard = { ...others, event_types: ['update'] };
    const problem = problemOf(await call('createSubscription', standard, tokens.admin));
    expect(problem.errors?.map(({ field }) => field)).toEqual(['sources']);
  });
});
