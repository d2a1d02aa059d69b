import { status as grpcStatus } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bodyOf, problemOf } from '../testing/doors.js';
import type { OperationName } from '../testing/operations.js';
import { goodConnection, goodSchema, goodSubscription, newTenant, type Tenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;
let own: Tenant;
let other: Tenant;
let othersSubscription: string;
let othersToken: string;
let othersConnection: string;
let othersSchema: string;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
  [own, other] = await Promise.all([newTenant(service), newTenant(service)]);
  const { rest } = service;
  const subscription = await rest.call('createSubscription', goodSubscription, other.tokens.admin);
  othersSubscription = String(bodyOf(subscription).id);
  const token = await rest.call('createToken', { name: 'a', role: 'read' }, other.tokens.admin);
  othersToken = String(bodyOf(token).id);
  const connection = await rest.call('createConnection', goodConnection, other.tokens.admin);
  othersConnection = String(bodyOf(connection).id);
  const plans = ['sales_enterprise'];
  for (const { accountId: id } of [own, other])
    bodyOf(await rest.call('updateAccount', { id, plans }, operatorToken));
  const schema = await rest.call('createSchema', goodSchema, other.tokens.admin);
  othersSchema = String(bodyOf(schema).id);
});

afterAll(async () => {
  await service.stop();
});

const ofAccounts: readonly OperationName[] = [
  'createAccount',
  'getAccount',
  'listAccounts',
  'updateAccount',
  'deleteAccount',
];
const writes: readonly OperationName[] = [
  'createToken',
  'deleteToken',
  'createSubscription',
  'updateSubscription',
  'deleteSubscription',
  'pauseSubscription',
  'resumeSubscription',
  'rotateSubscriptionSecret',
  'rotateAutomationSecret',
  'revealSubscriptionSecret',
  'revealAutomationSecret',
  'sendSample',
  'createConnection',
  'updateConnection',
  'deleteConnection',
  'createSchema',
  'updateSchema',
  'deleteSchema',
  'putList',
  'deleteList',
];
const reads: readonly OperationName[] = [
  'listTokens',
  'getSubscription',
  'listSubscriptions',
  'getConnection',
  'listConnections',
  'getSchema',
  'listSchemas',
  'getList',
  'listLists',
];

describe.each(['rest', 'grpc'] as const)('over %s', (doorName) => {
  const code = async (operation: OperationName, request: object, token?: string) =>
    problemOf(await service[doorName].call(operation, { ...request }, token)).code;

  it.each<OperationName>([
    'getSubscription',
    'updateSubscription',
    'deleteSubscription',
    'pauseSubscription',
    'resumeSubscription',
    'rotateSubscriptionSecret',
    'revealSubscriptionSecret',
  ])("%s of another account's subscription finds nothing", async (operation) => {
    expect(await code(operation, { id: othersSubscription }, own.tokens.admin)).toBe('not_found');
  });

  it.each<OperationName>(['getConnection', 'updateConnection', 'deleteConnection'])(
    "%s of another account's connection finds nothing",
    async (operation) => {
      expect(await code(operation, { id: othersConnection }, own.tokens.admin)).toBe('not_found');
    },
  );

  it.each<OperationName>(['getSchema', 'updateSchema', 'deleteSchema'])(
    "%s of another account's schema finds nothing",
    async (operation) => {
      expect(await code(operation, { id: othersSchema }, own.tokens.admin)).toBe('not_found');
    },
  );

  it("does not let a subscription or a schema name another account's schema", async () => {
    const { rest, grpc } = service;
    const door = doorName === 'rest' ? rest : grpc;
    const wanted = { ...goodSubscription, event_types: ['custom_object_created'], schema_id: othersSchema };
    const relationships = [{ id: 'other', label: 'Other', to: 'custom_object', schema_id: othersSchema }];
    const named = [
      await door.call('createSubscription', wanted, own.tokens.admin),
      await door.call('createSchema', { ...goodSchema, slug: 'x', relationships }, own.tokens.admin),
    ];
    expect(named.map((answer) => problemOf(answer).errors?.map(({ field }) => field))).toEqual([
      ['schema_id'],
      ['relationships[0].schema_id'],
    ]);
  });

  it.each(['rotateAutomationSecret', 'revealAutomationSecret'] as const)(
    "%s of another account's finds nothing",
    async (operation) => {
      expect(await code(operation, { id: other.accountId }, own.tokens.admin)).toBe('not_found');
    },
  );

  it("does not delete another account's token", async () => {
    expect(await code('deleteToken', { id: othersToken }, own.tokens.admin)).toBe('not_found');
  });

  it.each<[OperationName, object]>([
    ['createSubscription', goodSubscription],
    ['listSubscriptions', {}],
    ['createToken', { name: 'a', role: 'admin' }],
    ['listTokens', {}],
    ['createConnection', goodConnection],
    ['listConnections', {}],
    ['createSchema', goodSchema],
    ['listSchemas', {}],
    ['putList', { id: '7', name: 'a' }],
    ['getList', { id: '7' }],
    ['listLists', {}],
    ['deleteList', { id: '7' }],
  ])('%s in another account finds no such account', async (operation, request) => {
    const named = { ...request, account_id: other.accountId };
    expect(await code(operation, named, own.tokens.admin)).toBe('not_found');
  });

  it('answers the same for what exists elsewhere and for what exists nowhere', async () => {
    const call = (id: string) => service[doorName].call('getSubscription', { id }, own.tokens.admin);
    const { instance: _, ...elsewhere } = problemOf(await call(othersSubscription));
    expect(problemOf(await call(`sub_${'0'.repeat(32)}`))).toMatchObject(elsewhere);
    expect(problemOf(await call("' OR 1=1 --"))).toMatchObject(elsewhere);
  });

  it.each([...ofAccounts, ...writes])('the role read may not %s', async (operation) => {
    expect(await code(operation, { id: 'x' }, own.tokens.read)).toBe('permission_denied');
  });

  it.each(ofAccounts)('the role admin may not %s', async (operation) => {
    expect(await code(operation, { id: own.accountId }, own.tokens.admin)).toBe('permission_denied');
  });

  it.each([...ofAccounts, ...writes, ...reads])('the role ingest may not %s', async (operation) => {
    expect(await code(operation, { id: 'x' }, own.tokens.ingest)).toBe('permission_denied');
  });

  it.each([...ofAccounts, ...writes, ...reads])('nobody without a token may %s', async (operation) => {
    expect(await code(operation, { id: 'x' })).toBe('unauthenticated');
    expect(await code(operation, { id: 'x' }, `pht_${'x'.repeat(43)}`)).toBe('unauthenticated');
  });

  it('masks URLs for the role read', async () => {
    const door = service[doorName];
    const urls = async (token: string) => [
      bodyOf(await door.call('getSubscription', { id: othersSubscription }, token)).url,
      ...(bodyOf(await door.call('listSubscriptions', {}, token)).subscriptions as { url: string }[]).map(
        ({ url }) => url,
      ),
    ];
    const masked = 'https://hooks.example/orders?***';
    expect(await urls(other.tokens.read)).toEqual([masked, masked]);
    expect(await urls(other.tokens.admin)).toEqual([goodSubscription.url, goodSubscription.url]);
  });

  it('lets the operator work within the account that it names', async () => {
    const door = service[doorName];
    const request = { ...goodSubscription, account_id: own.accountId };
    const { id } = bodyOf(await door.call('createSubscription', request, operatorToken));
    expect(bodyOf(await door.call('getSubscription', { id }, own.tokens.admin)).id).toBe(id);
    expect(await code('createSubscription', { ...request, account_id: 'nobody' }, operatorToken)).toBe(
      'not_found',
    );
    expect(await code('listSubscriptions', { account_id: 'nobody' }, operatorToken)).toBe('not_found');
    bodyOf(await door.call('deleteSubscription', { id }, operatorToken));
  });
});

it('says unauthenticated and permission denied in gRPC codes, too', async () => {
  const { grpc } = service;
  expect(await grpc.call('listTokens', {})).toMatchObject({ grpcCode: grpcStatus.UNAUTHENTICATED });
  const denied = await grpc.call('listAccounts', {}, own.tokens.admin);
  expect(denied).toMatchObject({ grpcCode: grpcStatus.PERMISSION_DENIED });
});

it('forgets a token at once that was deleted', async () => {
  const { rest } = service;
  const made = bodyOf(await rest.call('createToken', { name: 'a', role: 'admin' }, own.tokens.admin));
  const token = String(made.token);
  expect((await rest.call('listTokens', {}, token)).ok).toBe(true);
  bodyOf(await rest.call('deleteToken', { id: made.id }, token));
  expect(problemOf(await rest.call('listTokens', {}, token)).code).toBe('unauthenticated');
});

it('never keeps or lists the text of a token', async () => {
  const { rest, database } = service;
  const made = bodyOf(await rest.call('createToken', { name: 'a', role: 'read' }, own.tokens.admin));
  expect(made.token).toMatch(/^pht_[\w-]{43}$/);
  const listed = JSON.stringify(bodyOf(await rest.call('listTokens', {}, own.tokens.admin)));
  expect(listed).toContain(String(made.id));
  expect(listed).not.toContain(String(made.token));
  const kept = await database.query(`SELECT to_jsonb(tokens) FROM tokens UNION ALL SELECT value FROM outbox`);
  expect(JSON.stringify(kept)).not.toContain(String(made.token));
});
