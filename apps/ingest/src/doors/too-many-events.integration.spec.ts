import { status } from '@grpc/grpc-js';
import { eventually } from '@posthorn/testing';
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { shopifyOrderJson } from '../connections/shopify/shopify-payloads.fixture.js';
import { IngestScene, operatorToken, tokens, type Answer } from '../ingest-scene.fixture.js';
import { structOf } from './struct.js';

const perSecondMax = 2;

let scene: IngestScene;

beforeAll(async () => {
  scene = await IngestScene.set(inject('kafkaBrokers'), { eventsPerSecondPerAccountMax: perSecondMax });
});
afterAll(() => scene.strike());

const data = { pipeline: { id: '2', title: 'Renewals' } };
const event = (accountid: string, given: object = {}) => ({
  ...{ type: 'deal_pipeline_add', accountid, data, ...given },
});
const message = (accountid: string, given: object = {}) => ({
  ...event(accountid, given),
  data: structOf(data),
});
const operator = { authorization: `Bearer ${operatorToken}` };

/** An account that has published nothing, so that its second begins with the test. */
async function freshAccount(): Promise<string> {
  const id = `account-${randomUUID()}`;
  await scene.addAccount(id);
  return id;
}

/** More than could pass the limit while a test runs, all at once. */
const many = <T>(send: () => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: perSecondMax * 30 }, send));

const writtenOf = async (accountId: string): Promise<number> =>
  (await scene.records('deal')).filter(({ headers }) => headers.ce_accountid === accountId).length;

/** Both kinds came, and every refusal is that of the limit. */
function expectRefusals(answers: readonly Answer[], acceptedStatus: number): void {
  const accepted = answers.filter((answer) => answer.status === acceptedStatus);
  const refused = answers.filter((answer) => answer.status !== acceptedStatus);
  expect(accepted.length).toBeGreaterThanOrEqual(perSecondMax);
  expect(refused.length).toBeGreaterThan(0);
  for (const { status: code, headers, body } of refused) {
    expect(code).toBe(429);
    expect(headers.get('retry-after')).toBe('1');
    expect(body).toMatchObject({ status: 429, code: 'too_many_events' });
  }
}

it('refuses single events over REST, names account, limit and fix, and writes nothing of them', async () => {
  const accountId = await freshAccount();
  const answers = await many(() => scene.post(event(accountId), { token: operatorToken }));
  expectRefusals(answers, 202);
  const detail = String(answers.find((answer) => answer.status === 429)?.body.detail);
  expect(detail).toContain(`${accountId} may publish ${perSecondMax} events a second`);
  expect(detail).toContain('EVENTS_PER_SECOND_PER_ACCOUNT_MAX');
  expect(await writtenOf(accountId)).toBe(answers.filter((answer) => answer.status === 202).length);
});

it('counts each account for itself', async () => {
  const [first, second] = [await freshAccount(), await freshAccount()];
  const { status: code, body } = await scene.post(
    [...[first, first, first].map((id) => event(id)), event(second)],
    { token: operatorToken },
  );
  expect(code).toBe(207);
  expect(body).toMatchObject({
    accepted_count: 3,
    refused_count: 1,
    results: [{}, {}, {}, { accepted: {} }],
  });
});

const beyond = { refused: { status: 429, code: 'too_many_events' } };
const wrong = { refused: { status: 422, code: 'invalid_request' } };

/** Two that are taken, one that is wrong and does not count, two beyond the limit. */
const ofBatch = [{ id: 'b-1' }, { type: 'deal_sneeze' }, { id: 'b-3' }, { id: 'b-4' }, { id: 'b-5' }];
const resultsOfBatch = [{ accepted: { id: 'b-1' } }, wrong, { accepted: { id: 'b-3' } }, beyond, beyond];

it('refuses of a batch over REST only what is beyond', async () => {
  const accountId = await freshAccount();
  const sent = ofBatch.map((given) => event(accountId, given));
  const { status: code, headers, body } = await scene.post(sent, { token: operatorToken });
  expect(code).toBe(207);
  expect(headers.get('retry-after')).toBe('1');
  expect(body).toMatchObject({ accepted_count: 2, refused_count: 3, results: resultsOfBatch });
  expect(await writtenOf(accountId)).toBe(2);
});

it('refuses of a batch over gRPC only what is beyond', async () => {
  const accountId = await freshAccount();
  const events = ofBatch.map((given) => message(accountId, given));
  const answer = await scene.grpc.ingest.call('PublishBatch', { events }, operator);
  expect(answer).toMatchObject({ ok: true, message: { accepted_count: 2, results: resultsOfBatch } });
  expect(await writtenOf(accountId)).toBe(2);
});

it('refuses single events over gRPC with RESOURCE_EXHAUSTED', async () => {
  const accountId = await freshAccount();
  const answers = await many(() =>
    scene.grpc.ingest.call('Publish', { event: message(accountId) }, operator),
  );
  const refused = answers.filter(({ ok }) => !ok);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused)
    expect(answer).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      problem: { status: 429, code: 'too_many_events' },
    });
});

it('answers each event of a stream, which goes on, and takes events again in the next second', async () => {
  const accountId = await freshAccount();
  const call = scene.grpc.ingest.openStream('PublishStream', operator);
  const answers = call.iterator() as AsyncIterator<object>;
  for (const given of ofBatch) call.write({ event: message(accountId, given) });
  for (const expected of resultsOfBatch) expect((await answers.next()).value).toMatchObject(expected);
  await eventually(
    async () => {
      call.write({ event: message(accountId, { id: 'later' }) });
      const { value } = (await answers.next()) as { value: { accepted?: { id: string } } };
      return value.accepted?.id === 'later' || undefined;
    },
    { what: 'an event accepted in the next second', timeoutMs: 20_000 },
  );
  call.end();
  expect((await answers.next()).done).toBe(true);
});

it('counts webhooks of automations', async () => {
  const body = { url: 'https://receiver.example/hook', contact: { id: '42', email: 'ada@example.com' } };
  const path = '/v1/automations/12/webhook';
  expectRefusals(await many(() => scene.post(body, { token: tokens.foreign, path })), 202);
});

it('counts webhooks of shops', async () => {
  const secret = randomUUID();
  const path = `/v1/connections/${await scene.connect('shopify', secret)}/shopify`;
  const headers = {
    'x-shopify-topic': 'orders/create',
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(shopifyOrderJson).digest('base64'),
    'x-shopify-event-id': randomUUID(),
    'x-shopify-shop-domain': 'example.myshopify.com',
  };
  expectRefusals(await many(() => scene.post(shopifyOrderJson, { path, headers })), 200);
});
