import { status as grpcStatus } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OperationName } from '../testing/operations.js';
import { bodyOf, problemOf } from '../testing/doors.js';
import { goodSubscription, newTenant, type Tenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;
let tenant: Tenant;
let subscriptionId: string;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
  tenant = await newTenant(service);
  const created = await service.rest.call('createSubscription', goodSubscription, tenant.tokens.admin);
  subscriptionId = String(bodyOf(created).id);
});

afterAll(async () => {
  await service.stop();
});

interface BadInput {
  readonly operation: OperationName;
  readonly change: object;
  /** The faulty fields that the answer names, all of them. */
  readonly fields: readonly string[];
}

const long = 'x'.repeat(201);
const create = (change: object, ...fields: string[]): BadInput => ({
  operation: 'createSubscription',
  change,
  fields,
});
const update = (change: object, ...fields: string[]): BadInput => ({
  operation: 'updateSubscription',
  change,
  fields,
});

/** What both doors can say. */
const atBothDoors: readonly BadInput[] = [
  create({ name: '' }, 'name'),
  create({ name: long }, 'name'),
  create({ name: 'nul\0' }, 'name'),
  create({ url: 'no url' }, 'url'),
  create({ url: 'http://hooks.example/' }, 'url'),
  create({ url: 'https://hooks.example:8443/' }, 'url'),
  create({ url: 'https://127.0.0.1/' }, 'url'),
  create({ url: 'https://[::ffff:10.0.0.1]/' }, 'url'),
  create({ url: `https://hooks.example/${'x'.repeat(2_048)}` }, 'url'),
  create({ event_types: [] }, 'event_types'),
  create({ event_types: ['subscribe', 'subscribe'] }, 'event_types'),
  create({ event_types: ['subscribe', 'no_such'] }, 'event_types[1]'),
  create({ sources: [] }, 'sources'),
  create({ sources: ['robot'] }, 'sources[0]'),
  create({ sources: ['api', 'api'] }, 'sources'),
  create({ list_id: 'seven' }, 'list_id'),
  create({ list_id: '7', event_types: ['deal_add'] }, 'list_id'),
  create({ account_id: 'two words' }, 'account_id'),
  create({ body_format: 'xml' }, 'body_format'),
  create({ max_in_flight: 0 }, 'max_in_flight'),
  create({ max_in_flight: 33 }, 'max_in_flight'),
  create({ rate_per_second: 0 }, 'rate_per_second'),
  create({ rate_per_second: 1_001 }, 'rate_per_second'),
  create(
    { name: '', url: 'x', event_types: ['no_such'], sources: [] },
    'name',
    'url',
    'event_types[0]',
    'sources',
  ),
  update({ name: '' }, 'name'),
  update({ name: null }, 'name'),
  update({ url: 'http://hooks.example/' }, 'url'),
  update({ event_types: [] }, 'event_types'),
  update({ body_format: null }, 'body_format'),
  update({ max_in_flight: -1, rate_per_second: 0.001 }, 'max_in_flight', 'rate_per_second'),
  update({ list_id: '7', event_types: ['deal_add'] }, 'list_id'),
  { operation: 'createToken', change: { name: '', role: 'boss' }, fields: ['name', 'role'] },
  {
    operation: 'listSubscriptions',
    change: { page_size: 101, page_token: 'x' },
    fields: ['page_size', 'page_token'],
  },
  { operation: 'listTokens', change: { page_size: -1 }, fields: ['page_size'] },
];

/** What gRPC's types do not let through, or what its decoder drops. */
const atRestOnly: readonly BadInput[] = [
  create({ name: 7 }, 'name'),
  create({ event_types: 'subscribe' }, 'event_types'),
  create({ sources: [['api']] }, 'sources[0]'),
  create({ list_id: 7 }, 'list_id'),
  create({ max_in_flight: 1.5 }, 'max_in_flight'),
  create({ rate_per_second: 'fast' }, 'rate_per_second'),
  create({ evnt_types: [] }, 'evnt_types'),
  create({ id: 'sub_1', state: 'active' }, 'id', 'state'),
  update({ account_id: 'other', secret: 'x' }, 'account_id', 'secret'),
  {
    operation: 'listSubscriptions',
    change: { page_size: 'many', sort: 'name' },
    fields: ['page_size', 'sort'],
  },
];

function requestOf({ operation, change }: BadInput): Record<string, unknown> {
  if (operation === 'updateSubscription') return { id: subscriptionId, ...change };
  return operation === 'createSubscription' ? { ...goodSubscription, ...change } : { ...change };
}

describe.each(['rest', 'grpc'] as const)('bad input over %s', (doorName) => {
  const cases = [...atBothDoors, ...(doorName === 'rest' ? atRestOnly : [])];

  it.each(cases)('$operation $change names $fields', async (bad) => {
    const answer = await service[doorName].call(bad.operation, requestOf(bad), tenant.tokens.admin);
    const problem = problemOf(answer);
    expect(problem).toMatchObject({ status: 422, code: 'invalid_request' });
    expect(problem.errors?.map(({ field }) => field).toSorted()).toEqual([...bad.fields].toSorted());
    if (doorName === 'grpc') expect(answer).toMatchObject({ grpcCode: grpcStatus.INVALID_ARGUMENT });
  });

  it('asks the operator for the account, with the other faults', async () => {
    const problem = problemOf(
      await service[doorName].call('createSubscription', { name: 'a' }, operatorToken),
    );
    const fields = problem.errors?.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['account_id', 'url']));
  });
});

it('names an unknown path of an update mask', async () => {
  const request = { id: subscriptionId, naem: 'a' };
  const problem = problemOf(await service.grpc.call('updateSubscription', request, tenant.tokens.admin));
  expect(problem.errors?.map(({ field }) => field)).toEqual(['naem']);
});

it.each(['[]', '"text"', 'null', '{', ''])('refuses the REST body %j', async (body) => {
  const response = await fetch(new URL('/v1/subscriptions', service.httpUrl), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'api-token': tenant.tokens.admin },
  });
  expect([400, 422]).toContain(response.status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
});

it('leaves nothing behind of what it refused', async () => {
  const rows = await service.database.query('SELECT id FROM subscriptions');
  expect(rows).toEqual([{ id: subscriptionId }]);
});
