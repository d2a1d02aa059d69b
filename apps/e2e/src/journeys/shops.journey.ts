// A shop is connected, its platform sends its own webhooks, and the receiver gets an order; through each door.
import { createHmac, randomBytes } from 'node:crypto';
import { eventually } from '@posthorn/testing';
import { describe, expect } from 'vitest';
import { journey } from './journey.js';

const shopifyOrder = JSON.stringify({
  ...{ id: 5_821_004_333_201, name: '#1001', email: 'ada@example.com', financial_status: 'paid' },
  ...{ currency: 'USD', total_price: '104.00', total_tax: '5.00', total_discounts: '0.00' },
  ...{ created_at: '2026-07-17T22:01:25-05:00', updated_at: '2026-07-17T22:01:25-05:00' },
  line_items: [
    { product_id: 632910392, title: 'Punched cards, 100', price: '49.50', sku: 'CARD-100', quantity: 2 },
  ],
});

const wooCommerceOrder = JSON.stringify({
  ...{ id: 727, number: '727', status: 'on-hold', currency: 'EUR', total: '29.35', customer_id: 0 },
  ...{ date_created_gmt: '2026-07-18T03:01:25', billing: { email: 'grace@example.com' } },
  line_items: [{ product_id: 93, name: 'Woo Single #1', price: 29.35, quantity: 1 }],
});

/** What each platform sends with its webhooks. */
const platforms = {
  shopify: {
    shop: 'example.myshopify.com',
    body: shopifyOrder,
    headers: (signature: string) => ({
      'x-shopify-topic': 'orders/create',
      'x-shopify-hmac-sha256': signature,
      'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    }),
    /** Of the form that the receiver gets. */
    form: {
      'order[id]': '5821004333201',
      'order[orderNumber]': '#1001',
      'order[email]': 'ada@example.com',
      'order[state]': '1',
      'order[totalPrice]': '10400',
      'order[currency]': 'usd',
      'order[orderDate]': '2026-07-17T22:01:25-05:00',
      'order[line_items][0][name]': 'Punched cards, 100',
      'order[line_items][0][price]': '4950',
      'order[line_items][0][quantity]': '2',
    },
  },
  woocommerce: {
    shop: 'https://shop.example',
    body: wooCommerceOrder,
    headers: (signature: string) => ({
      'x-wc-webhook-topic': 'order.created',
      'x-wc-webhook-signature': signature,
      'x-wc-webhook-delivery-id': '8f6a1c1d9e',
    }),
    form: {
      'order[id]': '727',
      'order[email]': 'grace@example.com',
      'order[state]': '4',
      'order[totalPrice]': '2935',
      'order[currency]': 'eur',
      'order[orderDate]': '2026-07-17T22:01:25-05:00',
      'order[line_items][0][price]': '2935',
    },
  },
} as const;

describe.each([
  { platform: 'shopify', door: 'REST' },
  { platform: 'woocommerce', door: 'gRPC' },
] as const)('a shop of $platform, over $door', ({ platform, door }) => {
  journey('sends an order, which arrives as an event', async ({ system, subscribe }) => {
    const { shop, body, headers, form } = platforms[platform];
    const { admin, receiver } = await subscribe({ event_types: ['order_created'] }, door);
    const secret = randomBytes(24).toString('hex');
    const wanted = { platform, name: 'The shop', shop, secret };
    const { id, number, webhook_path: path } = await admin.do('createConnection', wanted);

    const send = async (signingSecret: string): Promise<number> => {
      const signature = createHmac('sha256', signingSecret).update(body).digest('base64');
      const init = {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers(signature) },
      };
      return (await fetch(system.stack.services.ingest.http + path, init)).status;
    };
    expect(await send('not what the connection has')).toBe(401);
    expect(await send(secret)).toBe(200);
    const [post, ...more] = await receiver.received(1);
    expect(more).toEqual([]);
    const got = Object.fromEntries(new URLSearchParams(post?.body.toString()));
    expect(got).toMatchObject({ type: 'order_created', 'order[connectionid]': number, ...form });

    expect(await send(secret)).toBe(200);
    const [first, again] = await receiver.received(2);
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id']);

    await admin.do('deleteConnection', { id });
    await eventually(async () => (await send(secret)) === 404, { what: 'a connection that is gone' });
  });
});
