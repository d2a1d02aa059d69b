import ActiveCampaign from 'activecampaign';
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

beforeEach(async () => {
  tenant = await newTenant(service);
});

const form = {
  name: 'My Hook',
  url: 'https://example.com/my-hook?key=s3cret',
  'lists[0]': '0',
  'action[0]': 'subscribe',
  'action[1]': 'unsubscribe',
  'init[0]': 'public',
};

const row = {
  id: '1',
  name: 'My Hook',
  url: form.url,
  lists: ['0'],
  action: ['subscribe', 'unsubscribe'],
  init: ['public'],
};

it("serves ActiveCampaign's own client, which is told another URL and nothing else", async () => {
  const client = new ActiveCampaign(service.httpUrl, tenant.tokens.admin);
  expect(await client.api('webhook/add', form)).toMatchObject({ success: 1, id: '1' });
  expect(await client.api('webhook/edit', { id: '1', name: 'Renamed', 'lists[7]': '7' })).toMatchObject({
    success: 1,
  });
  expect(await client.api('webhook/view?id=1', {})).toMatchObject({
    ...row,
    ...{ name: 'Renamed', lists: ['7'], success: 1 },
  });
  expect(await client.api('webhook/delete?id=1', {})).toMatchObject({ success: 1 });
  expect(await client.api('webhook/view?id=1', {})).toMatchObject({
    ...{ success: 0, error: 'There is no subscription with this id' },
  });
});

const url = (query: string, token = tenant.tokens.admin): URL =>
  new URL(`/admin/api.php?api_key=${token}&api_output=json&${query}`, service.httpUrl);

async function post(action: string, body: string): Promise<Readonly<Record<string, unknown>>> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(url(`api_action=${action}`), { method: 'POST', headers, body });
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

async function get(query: string, token?: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(url(query, token));
  return { status: response.status, ...((await response.json()) as object) };
}

it('takes brackets without an index, and lists rows under numbered keys', async () => {
  const body =
    'name=A&url=https%3A%2F%2Fa.example%2F&action[]=update&action[]=subscribe&init[]=public&init[]=admin';
  expect(await post('webhook_add', body)).toMatchObject({ result_code: 1, id: '1' });
  expect(await get('api_action=webhook_list&ids=all')).toEqual({
    0: {
      ...{ id: '1', name: 'A', url: 'https://a.example/', lists: ['0'] },
      ...{ action: ['update', 'subscribe'], init: ['public', 'admin'] },
    },
    ...{ status: 200, result_code: 1, result_output: 'json' },
    result_message: 'Success: Something is returned',
  });
  expect(await get('api_action=webhook_list&ids=2,3')).toMatchObject({
    ...{ result_code: 0, result_message: 'Failed: Nothing is returned' },
  });
});

it('lists every event type', async () => {
  const { 0: first, ...rest } = await get('api_action=webhook_events');
  expect(rest).toMatchObject({ result_code: 1 });
  expect(first).toEqual(expect.any(String));
});

it.each([
  ['webhook_add', 'name=A&action[]=no_such', /^url: .+; action\[0\]: .+; init: .+/],
  [
    'webhook_add',
    'name=A&url=https://a.example/&action[]=subscribe&init[]=api&lists[]=1&lists[]=2',
    /^lists: /,
  ],
  ['webhook_burn', '', /^api_action: One of webhook_add/],
  ['webhook_add&api_output=xml', '', /^api_output: /],
])('tells what is wrong with %s %s', async (action, body, message) => {
  expect(await post(action, body)).toMatchObject({
    ...{ result_code: 0, result_output: 'json', result_message: expect.stringMatching(message) as unknown },
  });
});

it('refuses an unknown key, and a key that may only look', async () => {
  expect(await get('api_action=webhook_events', 'unknown')).toMatchObject({ status: 403, result_code: 0 });
  const deleting = await get('api_action=webhook_delete&id=1', tenant.tokens.read);
  expect(deleting).toMatchObject({ status: 403, result_code: 0 });
});

it('takes five requests a second of a key', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => get('api_action=webhook_events')));
  expect(answers.filter(({ status }) => status === 429)).toMatchObject([{ result_code: 0 }]);
});
