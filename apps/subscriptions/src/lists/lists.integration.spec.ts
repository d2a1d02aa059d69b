import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { bodyOf, problemOf, type Body } from '../testing/doors.js';
import type { OperationName } from '../testing/operations.js';
import { goodSubscription, newTenant, type Tenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;
let tenant: Tenant;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
});

afterAll(async () => {
  await service.stop();
});

beforeEach(async () => {
  tenant = await newTenant(service);
});

describe.each(['rest', 'grpc'] as const)('lists over %s', (doorName) => {
  const call = (operation: OperationName, request: object = {}, token = tenant.tokens.admin) =>
    service[doorName].call(operation, { ...request }, token);
  const put = async (id: string, name: string): Promise<Body> => bodyOf(await call('putList', { id, name }));
  const subscribe = (change: object) => call('createSubscription', { ...goodSubscription, ...change });
  const fieldsOf = (answer: Awaited<ReturnType<typeof call>>) =>
    problemOf(answer).errors?.map(({ field }) => field);

  it('are told, renamed, found and listed', async () => {
    const made = await put('7', 'Newsletter');
    expect(made).toMatchObject({ id: '7', account_id: tenant.accountId, name: 'Newsletter' });
    const renamed = await put('7', 'News');
    expect(renamed).toMatchObject({ id: '7', name: 'News', created_at: made.created_at });
    const second = await put('18446744073709551615', 'Customers');
    expect(bodyOf(await call('getList', { id: '7' }, tenant.tokens.read))).toEqual(renamed);
    const first = bodyOf(await call('listLists', { page_size: 1 }, tenant.tokens.read));
    expect(first.lists).toEqual([renamed]);
    const rest = { page_size: 1, page_token: first.next_page_token };
    expect(bodyOf(await call('listLists', rest))).toEqual({ lists: [second] });
  });

  it("are an account's own, also for the operator, who names it", async () => {
    const other = await newTenant(service);
    const named = { id: '7', account_id: other.accountId };
    bodyOf(await call('putList', { ...named, name: 'Theirs' }, operatorToken));
    await put('7', 'Ours');
    expect(bodyOf(await call('getList', named, operatorToken)).name).toBe('Theirs');
    expect(bodyOf(await call('getList', { id: '7' })).name).toBe('Ours');
    bodyOf(await call('deleteList', named, operatorToken));
    expect(problemOf(await call('getList', named, operatorToken)).code).toBe('not_found');
    expect(bodyOf(await call('getList', { id: '7' })).name).toBe('Ours');
    expect(fieldsOf(await call('getList', { id: '7' }, operatorToken))).toEqual(['account_id']);
  });

  it.each([
    [{ id: 'seven', name: 'A' }, ['id']],
    [{ id: '07', name: 'A' }, ['id']],
    [{ id: '7', name: '' }, ['name']],
    [{ id: '7', name: 'x'.repeat(201) }, ['name']],
  ])('names what is wrong in %j', async (request, fields) => {
    expect(fieldsOf(await call('putList', request))).toEqual(fields);
  });

  it('are ten thousand at most, of which each can be renamed', async () => {
    await service.database.query(
      `INSERT INTO lists (account_id, id, name) SELECT $1, number, 'A' FROM generate_series(1, 10000) AS number`,
      [tenant.accountId],
    );
    const refused = problemOf(await call('putList', { id: '10001', name: 'A' }));
    expect(refused).toMatchObject({ status: 409, code: 'list_limit_reached' });
    expect((await put('10000', 'B')).name).toBe('B');
  });

  it('hold an account to them once it has told any, and no other', async () => {
    bodyOf(await subscribe({ list_id: '9' }));
    await put('7', 'Newsletter');
    const { id } = bodyOf(await subscribe({ list_id: '7' }));
    const refused = await subscribe({ list_id: '9' });
    expect(fieldsOf(refused)).toEqual(['list_id']);
    expect(problemOf(refused).detail).toContain('no list 9');
    expect(fieldsOf(await call('updateSubscription', { id, list_id: '9' }))).toEqual(['list_id']);
    bodyOf(await call('updateSubscription', { id, list_id: null }));
    const other = await newTenant(service);
    bodyOf(await call('createSubscription', { ...goodSubscription, list_id: '9' }, other.tokens.admin));
  });

  it('leave subscriptions alone that name what is gone', async () => {
    await put('7', 'Newsletter');
    await put('8', 'Customers');
    const { id } = bodyOf(await subscribe({ list_id: '7' }));
    bodyOf(await call('deleteList', { id: '7' }));
    const changed = bodyOf(await call('updateSubscription', { id, name: 'New', list_id: '7' }));
    expect(changed).toMatchObject({ name: 'New', list_id: '7' });
    expect(fieldsOf(await subscribe({ list_id: '7' }))).toEqual(['list_id']);
    bodyOf(await call('deleteList', { id: '8' }));
    bodyOf(await subscribe({ list_id: '7' }));
  });

  it('go with their account', async () => {
    await put('7', 'Newsletter');
    bodyOf(await call('deleteAccount', { id: tenant.accountId }, operatorToken));
    const kept = await service.database.query('SELECT id FROM lists WHERE account_id = $1', [
      tenant.accountId,
    ]);
    expect(kept).toEqual([]);
  });
});

it('hold a webhook of the API v3 to them, too', async () => {
  const { rest, httpUrl } = service;
  const { admin } = tenant.tokens;
  bodyOf(await rest.call('putList', { id: '7', name: 'Newsletter' }, admin));
  const post = async (listid: string) => {
    const webhook = { name: 'W', url: 'https://a.example/', events: ['subscribe'], sources: ['api'], listid };
    return fetch(new URL('/api/3/webhooks', httpUrl), {
      method: 'POST',
      headers: { 'api-token': admin, 'content-type': 'application/json' },
      body: JSON.stringify({ webhook }),
    });
  };
  expect((await post('7')).status).toBe(201);
  expect((await post('0')).status).toBe(201);
  const refused = await post('9');
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({
    errors: [{ code: 'field_invalid', source: { pointer: '/data/attributes/listid' } }],
  });
});
