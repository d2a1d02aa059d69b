import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { IngestScene, newSecretBox } from '../ingest-scene.fixture.js';
import { shopifyOrderData, shopifyOrderJson } from './shopify/shopify-payloads.fixture.js';
import {
  wooCommerceProductData,
  wooCommerceProductJson,
} from './woocommerce/woocommerce-payloads.fixture.js';

const secret = randomBytes(24).toString('hex');

let scene: IngestScene;
let shopify: string;
let wooCommerce: string;

beforeAll(async () => {
  scene = await IngestScene.set(inject('kafkaBrokers'));
  shopify = await scene.connect('shopify', secret);
  wooCommerce = await scene.connect('woocommerce', secret);
});
afterAll(() => scene.strike());

interface Webhook {
  readonly path: string;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

async function send({ path, body, headers }: Webhook) {
  const url = new URL(`/v1/connections/${path}`, scene.service.httpUrl);
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const sign = (body: string | Uint8Array, by = secret) =>
  createHmac('sha256', by).update(body).digest('base64');

const fromShopify = (
  topic: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Webhook => ({
  path: `${shopify}/shopify`,
  body,
  headers: {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-hmac-sha256': sign(body),
    'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    'x-shopify-event-id': '98880550-7158-44d4-b7cd-2c97c8a091b5',
    'x-shopify-shop-domain': 'example.myshopify.com',
    'x-shopify-api-version': '2026-07',
    ...headers,
  },
});

const fromWooCommerce = (topic: string, body: string, id: string): Webhook => ({
  path: `${wooCommerce}/woocommerce`,
  body,
  headers: {
    'content-type': 'application/json',
    'x-wc-webhook-source': 'https://shop.example/',
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-signature': sign(body),
    'x-wc-webhook-id': '12',
    'x-wc-webhook-delivery-id': id,
  },
});

const orders = () => scene.records('order');

describe('a signed webhook', () => {
  it('of Shopify stands in the topic as an event before it is answered', async () => {
    expect(await send(fromShopify('orders/create', shopifyOrderJson))).toMatchObject({
      status: 200,
      body: { result: 'accepted' },
    });
    const record = await scene.recordOf('order', 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043');
    expect(record?.key).toBe('acme:820982911946154508');
    expect(record?.headers).toMatchObject({
      ce_type: 'order_created',
      ce_source: `urn:posthorn:connection:${shopify}`,
      ce_accountid: 'acme',
      ce_subject: '820982911946154508',
    });
    expect(JSON.parse(record?.value?.toString() ?? '')).toEqual(shopifyOrderData);
  });

  it('of WooCommerce does, too', async () => {
    const webhook = fromWooCommerce('product.updated', wooCommerceProductJson, 'woo-1');
    expect(await send(webhook)).toMatchObject({ status: 200, body: { result: 'accepted' } });
    const record = (await scene.records('product')).find(({ headers }) =>
      headers.ce_id?.startsWith('woo-1-'),
    );
    expect(record?.headers.ce_source).toBe(`urn:posthorn:connection:${wooCommerce}`);
    expect(JSON.parse(record?.value?.toString() ?? '')).toEqual(wooCommerceProductData);
  });

  it('is checked over the bytes that came, whatever they are', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{ "id" : 5, "note": "'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    const webhook = fromShopify('orders/delete', bytes, { 'x-shopify-webhook-id': 'odd-bytes' });
    expect(await send(webhook)).toMatchObject({ status: 200 });
    expect((await scene.recordOf('order', 'odd-bytes'))?.headers.ce_subject).toBe('5');
  });

  it('about something else is answered, and becomes no event', async () => {
    const before = await orders();
    const webhook = fromShopify('orders/paid', shopifyOrderJson);
    expect(await send(webhook)).toMatchObject({ status: 200, body: { result: 'ignored' } });
    expect(await orders()).toHaveLength(before.length);
    const metrics = await (await scene.get('/metrics')).text();
    expect(metrics).toMatch(/posthorn_ingest_shop_webhooks_total\{.*kind="ignored".*\} 1/);
  });
});

it('answers the ping of WooCommerce, which nobody signs', async () => {
  const ping = {
    path: `${wooCommerce}/woocommerce`,
    body: 'webhook_id=12',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
  expect(await send(ping)).toMatchObject({ status: 200, body: { result: 'ping' } });
});

describe('what is refused', () => {
  const order = (headers: Readonly<Record<string, string>>) =>
    fromShopify('orders/create', shopifyOrderJson, { 'x-shopify-webhook-id': 'refused', ...headers });

  it.each([
    { why: 'a wrong signature', headers: { 'x-shopify-hmac-sha256': sign('another body') } },
    { why: 'an empty signature', headers: { 'x-shopify-hmac-sha256': '' } },
    { why: 'another body', change: { body: `${shopifyOrderJson} ` } },
    { why: 'no body', change: { body: '' } },
  ])('$why', async ({ headers = {}, change = {} }) => {
    expect(await send({ ...order(headers), ...change })).toMatchObject({
      ...{ status: 401, body: { code: 'wrong_signature' } },
    });
    expect(await scene.recordOf('order', 'refused')).toBeUndefined();
  });

  it.each([`con_${'0'.repeat(32)}`, 'x', '%00'])('a connection %s that is not there', async (id) => {
    const webhook = { ...order({}), path: `${id}/shopify` };
    expect(await send(webhook)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('a connection to the other platform', async () => {
    const webhook = { ...order({}), path: `${shopify}/woocommerce` };
    expect(await send(webhook)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('a payload that is none', async () => {
    const webhook = fromShopify('orders/create', '{"id": 1}', { 'x-shopify-webhook-id': 'refused' });
    expect(await send(webhook)).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'currency' }, { field: 'total_price' }] },
    });
    expect(await scene.recordOf('order', 'refused')).toBeUndefined();
  });

  it('a body beyond the limit', async () => {
    const webhook = fromShopify('orders/create', ' '.repeat(1_048_577));
    expect(await send(webhook)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });

  it('for the time being, what our keys cannot check', async () => {
    const id = await scene.connect('shopify', secret, newSecretBox('lost'));
    const answer = await send({ ...order({}), path: `${id}/shopify` });
    expect(answer).toMatchObject({ status: 503, body: { code: 'secrets_unreadable' } });
    expect(answer.headers.get('retry-after')).toBe('60');
  });
});
