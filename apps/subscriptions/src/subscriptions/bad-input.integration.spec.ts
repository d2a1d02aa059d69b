import { status as grpcStatus } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { OperationName } from '../testing/operations.js';
import { bodyOf, problemOf } from '../testing/doors.js';
import { goodSchema, goodSubscription, newTenant, type Tenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;
let tenant: Tenant;
let subscriptionId: string;
let schemaId: string;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
  tenant = await newTenant(service);
  const created = await service.rest.call('createSubscription', goodSubscription, tenant.tokens.admin);
  subscriptionId = String(bodyOf(created).id);
  const plans = ['sales', 'marketing_enterprise'];
  bodyOf(await service.rest.call('updateAccount', { id: tenant.accountId, plans }, operatorToken));
  schemaId = String(bodyOf(await service.rest.call('createSchema', goodSchema, tenant.tokens.admin)).id);
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

const schema = (change: object, ...fields: string[]): BadInput => ({
  operation: 'createSchema',
  change,
  fields,
});
const changedSchema = (change: object, ...fields: string[]): BadInput => ({
  operation: 'updateSchema',
  change,
  fields,
});
const field = (change: object) => ({ fields: [{ id: 'a', label: 'A', type: 'text', ...change }] });
const related = (change: object) => ({
  relationships: [{ id: 'a', label: 'A', to: 'contact', ...change }],
});
const texts = (count: number) => Array.from({ length: count }, (_, index) => `o-${index}`);
const dropdowns = (count: number, options: number) =>
  texts(count).map((id) => ({ id, label: 'A', type: 'dropdown', options: texts(options) }));
const custom = ['custom_object_created'];

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
  create({ event_types: custom }, 'schema_id'),
  create({ event_types: custom, schema_id: 'sch_nobodys' }, 'schema_id'),
  create({ event_types: custom, schema_id: 'two words' }, 'schema_id'),
  create({ kind: 'standard', schema_id: 'sch_1' }, 'schema_id'),
  create({ schema_id: 'sch_1' }, 'schema_id'),
  create({ kind: 'custom_object', name: '' }, 'schema_id', 'name', 'event_types'),
  update({ schema_id: 'sch_1' }, 'schema_id'),
  update({ schema_id: null }, 'schema_id'),
  ...['', 'Car', '1car', 'a b', 'x'.repeat(65)].map((slug) => schema({ slug }, 'slug')),
  schema({ id: 'sch_mine' }, 'id'),
  schema({ labels: { singular: 'Car' } }, 'labels.plural'),
  schema({ labels: { singular: '', plural: long } }, 'labels.singular', 'labels.plural'),
  schema(field({ id: 'A' }), 'fields[0].id'),
  schema(field({ type: 'rainbow' }), 'fields[0].type'),
  schema(field({ options: ['a'] }), 'fields[0].options'),
  schema(field({ type: 'dropdown' }), 'fields[0].options'),
  schema(field({ type: 'radio', options: ['a', 'a'] }), 'fields[0].options'),
  schema({ fields: dropdowns(1, 201) }, 'fields[0].options'),
  schema({ fields: dropdowns(6, 200) }, 'fields'),
  schema({ fields: [...field({}).fields, ...field({}).fields] }, 'fields'),
  schema({ fields: texts(101).map((id) => ({ id, label: 'A', type: 'text' })) }, 'fields'),
  schema(related({ to: 'planet' }), 'relationships[0].to'),
  schema(related({ schema_id: 'sch_1' }), 'relationships[0].schema_id'),
  schema(related({ to: 'custom_object' }), 'relationships[0].schema_id'),
  schema(related({ to: 'custom_object', schema_id: 'sch_nobodys' }), 'relationships[0].schema_id'),
  schema({ relationships: texts(21).map((id) => ({ id, label: 'A', to: 'deal' })) }, 'relationships'),
  changedSchema({ labels: null, fields: [{ label: 'A', type: 'text' }] }, 'labels', 'fields[0].id'),
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
  schema({ fields: 'none', labels: 'Car' }, 'fields', 'labels'),
  schema(field({ required: 'yes', colour: 1 }), 'fields[0].required', 'fields[0].colour'),
  changedSchema({ slug: 'other', fields: null }, 'slug', 'fields'),
  {
    operation: 'listSubscriptions',
    change: { page_size: 'many', sort: 'name' },
    fields: ['page_size', 'sort'],
  },
];

function requestOf({ operation, change }: BadInput): Record<string, unknown> {
  if (operation === 'updateSubscription') return { id: subscriptionId, ...change };
  if (operation === 'updateSchema') return { id: schemaId, ...change };
  if (operation === 'createSchema') return { ...goodSchema, slug: 'car', ...change };
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
  expect(await service.database.query('SELECT id FROM schemas')).toEqual([{ id: schemaId }]);
});
