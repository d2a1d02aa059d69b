import { findEventType } from '@posthorn/contracts';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judgeWebhook, type JudgedWebhook } from './judge-webhook.js';
import {
  shopifyOrderData,
  shopifyOrderJson,
  shopifyProductData,
  shopifyProductJson,
} from './shopify/shopify-payloads.fixture.js';
import {
  wooCommerceOrderData,
  wooCommerceOrderJson,
  wooCommerceProductData,
  wooCommerceProductJson,
} from './woocommerce/woocommerce-payloads.fixture.js';

const secret = 'the secret that both sides know';
const sign = (body: Uint8Array | string, by = secret) =>
  createHmac('sha256', by).update(body).digest('base64');

interface Sending {
  readonly topic: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

const judge = (platform: 'shopify' | 'woocommerce', { topic, body, headers }: Sending): JudgedWebhook => {
  const signature = sign(body);
  const own =
    platform === 'shopify'
      ? {
          'x-shopify-topic': topic,
          'x-shopify-hmac-sha256': signature,
          'x-shopify-webhook-id': 'w-1',
          'x-shopify-event-id': 'e-1',
        }
      : {
          'x-wc-webhook-topic': topic,
          'x-wc-webhook-signature': signature,
          'x-wc-webhook-delivery-id': 'd-1',
        };
  const connection = { id: 'con_1', number: '3', platform };
  return judgeWebhook(
    { headers: { ...own, ...headers }, body: Buffer.from(body) },
    { connection, secrets: [Buffer.from('a newer secret'), Buffer.from(secret)] },
  );
};

const deleted = '{"id": 820982911946154508}';
const deletedOf = (object: string) => ({
  [object]: { id: '820982911946154508', external_id: '820982911946154508', connection_id: '3' },
});

describe.each([
  {
    platform: 'shopify',
    topic: 'orders/create',
    type: 'order_created',
    body: shopifyOrderJson,
    data: shopifyOrderData,
  },
  {
    platform: 'shopify',
    topic: 'orders/updated',
    type: 'order_updated',
    body: shopifyOrderJson,
    data: shopifyOrderData,
  },
  {
    platform: 'shopify',
    topic: 'orders/delete',
    type: 'order_deleted',
    body: deleted,
    data: deletedOf('order'),
  },
  {
    platform: 'shopify',
    topic: 'products/create',
    type: 'product_created',
    body: shopifyProductJson,
    data: shopifyProductData,
  },
  {
    platform: 'shopify',
    topic: 'products/update',
    type: 'product_updated',
    body: shopifyProductJson,
    data: shopifyProductData,
  },
  {
    platform: 'shopify',
    topic: 'products/delete',
    type: 'product_deleted',
    body: deleted,
    data: deletedOf('product'),
  },
  {
    platform: 'woocommerce',
    topic: 'order.created',
    type: 'order_created',
    body: wooCommerceOrderJson,
    data: wooCommerceOrderData,
  },
  {
    platform: 'woocommerce',
    topic: 'order.updated',
    type: 'order_updated',
    body: wooCommerceOrderJson,
    data: wooCommerceOrderData,
  },
  {
    platform: 'woocommerce',
    topic: 'order.deleted',
    type: 'order_deleted',
    body: deleted,
    data: deletedOf('order'),
  },
  {
    platform: 'woocommerce',
    topic: 'product.created',
    type: 'product_created',
    body: wooCommerceProductJson,
    data: wooCommerceProductData,
  },
  {
    platform: 'woocommerce',
    topic: 'product.updated',
    type: 'product_updated',
    body: wooCommerceProductJson,
    data: wooCommerceProductData,
  },
  {
    platform: 'woocommerce',
    topic: 'product.deleted',
    type: 'product_deleted',
    body: deleted,
    data: deletedOf('product'),
  },
] as const)('$platform $topic', ({ platform, topic, type, body, data }) => {
  it(`becomes ${type}, as the catalogue has it`, () => {
    const source = 'urn:posthorn:connection:con_1';
    expect(judge(platform, { topic, body })).toEqual({
      kind: 'event',
      event: { id: expect.any(String) as unknown, source, type, data },
    });
    expect(findEventType(type)?.schema.safeParse(data).error).toBeUndefined();
  });
});

describe('the id of the event', () => {
  const idOf = (judged: JudgedWebhook) => judged.kind === 'event' && (judged.event as { id?: string }).id;

  it('is Shopify’s id of the webhook', () => {
    expect(idOf(judge('shopify', { topic: 'orders/delete', body: deleted }))).toBe('w-1');
  });

  it('is WooCommerce’s id of the delivery and the body, since a second may have several', () => {
    const one = idOf(judge('woocommerce', { topic: 'order.deleted', body: '{"id": 1}' }));
    expect(one).toMatch(/^d-1-[\da-f]{32}$/);
    expect(idOf(judge('woocommerce', { topic: 'order.deleted', body: '{"id": 1}' }))).toBe(one);
    expect(idOf(judge('woocommerce', { topic: 'order.deleted', body: '{"id": 2}' }))).not.toBe(one);
  });

  it('is left to be made without one', () => {
    const headers = { 'x-shopify-webhook-id': undefined };
    expect(idOf(judge('shopify', { topic: 'orders/delete', body: deleted, headers }))).toBeUndefined();
  });
});

describe('forged', () => {
  const forged = (headers: Sending['headers'], body = deleted) =>
    judge('shopify', { topic: 'orders/delete', body, headers: headers ?? {} }).kind;

  it.each([
    ['without a signature', undefined],
    ['with an empty one', ''],
    ['with another one', sign('another body')],
    ['under another secret', sign(deleted, 'guessed')],
    ['with a part of the right one', sign(deleted).slice(0, 20)],
    ['with the right one in hex', createHmac('sha256', secret).update(deleted).digest('hex')],
  ])('is a webhook %s', (_, signature) => {
    expect(forged({ 'x-shopify-hmac-sha256': signature })).toBe('forged');
  });

  it('is a body of which one byte was changed', () => {
    expect(forged({ 'x-shopify-hmac-sha256': sign(deleted) }, deleted.replace('8', '9'))).toBe('forged');
  });

  it('is what looks like a ping and is more', () => {
    const headers = { 'x-wc-webhook-signature': undefined };
    const kindOf = (body: string) => judge('woocommerce', { topic: 'order.created', body, headers }).kind;
    expect(kindOf('webhook_id=12')).toBe('ping');
    expect(kindOf('webhook_id=12&x=1')).toBe('forged');
    expect(kindOf(deleted)).toBe('forged');
  });
});

it.each(['orders/paid', 'app/uninstalled', '', 'constructor'])('ignores the topic %j', (topic) => {
  expect(judge('shopify', { topic, body: '{}' })).toEqual({ kind: 'ignored' });
});

it('names what it cannot read, by the platform’s names', () => {
  const unreadable = (body: string) => judge('shopify', { topic: 'orders/create', body });
  expect(unreadable('{')).toMatchObject({ kind: 'unreadable', faults: [{ field: 'body' }] });
  expect(unreadable('{"id": 1, "currency": "USD", "total_price": "free"}')).toMatchObject({
    kind: 'unreadable',
    faults: [{ field: 'total_price' }],
  });
});
