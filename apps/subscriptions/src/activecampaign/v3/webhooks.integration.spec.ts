import { eventTypes } from '@posthorn/contracts';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { newTenant, type Tenant } from '../../testing/tenants.js';
import { startTestService, type TestService } from '../../testing/test-service.js';

let service: TestService;
let tenant: Tenant;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
});

afterAll(async () => {
  await service.stop();
});

/** Each test has tokens of its own, since each token has its limit. */
beforeEach(async () => {
  tenant = await newTenant(service);
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** As a client of ActiveCampaign does it. */
async function call(request: string, body?: unknown, token = tenant.tokens.admin): Promise<Answer> {
  const [method = '', path = ''] = request.split(' ');
  const response = await fetch(new URL(`/api/3/${path}`, service.httpUrl), {
    method,
    headers: { 'Api-Token': token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const hook = {
  name: 'My Hook',
  url: 'https://example.com/my-hook?key=s3cret',
  events: ['subscribe', 'unsubscribe'],
  sources: ['public', 'system'],
};

it('creates, shows, changes and deletes a webhook', async () => {
  const created = await call('POST webhooks', { webhook: hook });
  expect(created).toMatchObject({ status: 201 });
  expect(created.body).toEqual({
    webhook: {
      ...hook,
      ...{ listid: '0', links: [], id: '1' },
      cdate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-00:00$/) as unknown,
    },
  });
  expect(await call('GET webhooks/1')).toMatchObject({ status: 200, body: created.body as object });
  const { webhook } = created.body as { webhook: object };
  const changed = await call('PUT webhooks/1', { webhook: { ...webhook, name: 'Renamed', listid: 5 } });
  expect(changed).toMatchObject({
    status: 200,
    body: { webhook: { ...webhook, name: 'Renamed', listid: '5' } },
  });
  expect(await call('DELETE webhooks/1')).toMatchObject({ status: 200, body: {} });
  expect(await call('GET webhooks/1', undefined, tenant.tokens.read)).toMatchObject({
    status: 404,
    body: { message: 'No Result found for Webhook with id 1' },
  });
});

it('is the subscription that the other doors show', async () => {
  await call('POST webhooks', { webhook: { ...hook, listid: '7' } });
  const answer = await service.grpc.call('getSubscription', { id: '1' }, tenant.tokens.admin);
  expect(answer).toMatchObject({
    ok: true,
    body: { name: hook.name, url: hook.url, event_types: hook.events, list_id: '7', number: '1' },
  });
});

it('lists by filters, in an order, page by page', async () => {
  for (const [index, name] of ['a', 'b', 'b'].entries()) {
    await call('POST webhooks', { webhook: { ...hook, name, listid: index } });
  }
  const list = async (query: string) => {
    const { body } = await call(`GET webhooks?${query}`, undefined, tenant.tokens.read);
    const { webhooks, meta } = body as { webhooks: { id: string }[]; meta: { total: string } };
    return { ids: webhooks.map(({ id }) => id), total: meta.total };
  };
  expect(await list('limit=2')).toEqual({ ids: ['1', '2'], total: '3' });
  expect(await list('orders[name]=DESC&orders[id]=DESC&offset=1')).toEqual({ ids: ['2', '1'], total: '3' });
  expect(await list('filters[name]=b&filters[listid]=2')).toEqual({ ids: ['3'], total: '1' });
  expect(await list('filters%5Blistid%5D=0')).toEqual({ ids: ['1'], total: '1' });
  expect(await list('filters[url]=https://example.com/')).toEqual({ ids: [], total: '0' });
});

it('lists every event type, in the order of the alphabet', async () => {
  const { body } = await call('GET webhook/events');
  const { webhookEvents, meta } = body as { webhookEvents: string[]; meta: { total: number } };
  expect(webhookEvents).toEqual(webhookEvents.toSorted());
  expect(webhookEvents).toEqual(expect.arrayContaining(eventTypes.map(({ code }) => code)));
  expect(meta.total).toBe(webhookEvents.length);
});

it.each([
  [
    'POST webhooks',
    {},
    ['field_missing name', 'field_missing url', 'field_missing events', 'field_missing sources'],
  ],
  ['POST webhooks', { webhook: { ...hook, url: 'http://example.com/' } }, ['field_invalid url']],
  ['POST webhooks', { webhook: { ...hook, events: ['no_such'] } }, ['field_invalid events/0']],
  ['POST webhooks', { webhook: { ...hook, events: ['deal_add'], listid: 7 } }, ['field_invalid listid']],
  [
    'GET webhooks?filters[state]=1&orders[state]=UP&limit=0',
    undefined,
    [
      'field_invalid orders/0/by',
      'field_invalid orders/0/descending',
      'field_invalid limit',
      'field_invalid filters/state',
    ],
  ],
])('names what is wrong in %s %j', async (request, body, wrong) => {
  const answer = await call(request, body);
  expect(answer.status).toBe(422);
  const { errors } = answer.body as {
    errors: { title: string; code: string; source: { pointer: string } }[];
  };
  const told = errors.map(({ code, source }) => `${code} ${source.pointer.replace('/data/attributes/', '')}`);
  expect(told).toEqual(wrong);
});

it('refuses in its own words', async () => {
  expect(await call('GET webhooks', undefined, '')).toMatchObject({
    status: 403,
    body: { message: expect.any(String) as unknown },
  });
  expect(await call('GET webhook/events', undefined, 'unknown')).toMatchObject({ status: 403 });
  expect(await call('POST webhooks', { webhook: hook }, tenant.tokens.read)).toMatchObject({ status: 403 });
  const malformed = await call('POST webhooks', '{');
  expect(malformed).toMatchObject({ status: 400, body: { message: expect.any(String) as unknown } });
  expect(malformed.headers.get('content-type')).toMatch(/^application\/json/);
});

it("finds nobody else's webhook, and masks URLs for the role read", async () => {
  await call('POST webhooks', { webhook: hook });
  const { tokens } = await newTenant(service);
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const body = method === 'PUT' ? { webhook: { name: 'Mine' } } : undefined;
    expect(await call(`${method} webhooks/1`, body, tokens.admin)).toMatchObject({ status: 404 });
  }
  const { body } = await call('GET webhooks/1', undefined, tenant.tokens.read);
  expect(JSON.stringify(body)).not.toContain('s3cret');
});

it('takes five requests a second of a token, and leaves the others alone', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => call('GET webhook/events')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.body).toMatchObject({ message: 'At most 5 requests a second' });
  expect(Object.fromEntries(refused[0]?.headers ?? [])).toMatchObject({
    ...{ 'retry-after': '1', 'ratelimit-limit': '5', 'ratelimit-remaining': '0' },
  });
  const others = await call('GET webhook/events', undefined, tenant.tokens.read);
  expect(others).toMatchObject({ status: 200 });
  expect(others.headers.get('ratelimit-remaining')).toBe('4');
});
