// An order of a shop. Keys: ActiveCampaign's resource `ecomOrder`, whose amounts are hundredths, too.
import { z } from 'zod';
import { cents, currency, id, text, time } from '../data-values.js';
import { each, value } from '../form-builders.js';
import { goods, goodsForm, goodsSample } from './product.js';

/** ActiveCampaign's codes of an order's state and source. */
const stateCodes = { pending: '0', completed: '1', abandoned: '2', recovered: '3', waiting: '4' } as const;
const sourceCodes = { historical: '0', live: '1' } as const;

export const order = z.strictObject({
  id,
  external_id: text.optional().describe('Its id in the shop; an abandoned cart has none.'),
  external_checkout_id: text.optional().describe('Id of the cart in the shop.'),
  number: text.optional().describe('As the customer sees it.'),
  connection_id: id.optional().describe('The connection of the shop.'),
  customer_id: id.optional(),
  email: text,
  state: z.enum(['pending', 'completed', 'abandoned', 'recovered', 'waiting']),
  source: z.enum(['historical', 'live']).optional(),
  total_price_cents: cents,
  shipping_cents: cents.optional(),
  tax_cents: cents.optional(),
  discount_cents: cents.optional(),
  currency,
  shipping_method: text.optional(),
  url: text.optional(),
  order_date: time.optional(),
  external_create_date: time.optional(),
  external_update_date: time.optional(),
  abandon_date: time.optional(),
  line_items: z.array(goods.extend({ quantity: z.int().min(0) })).optional(),
  discounts: z
    .array(
      z.strictObject({ name: text, type: z.enum(['order', 'shipping']).optional(), discount_cents: cents }),
    )
    .optional(),
});

export const orderSample = {
  id: '9001',
  external_id: '3246315233',
  external_checkout_id: 'cart-88',
  number: 'A-1037',
  connection_id: '1',
  customer_id: '5',
  email: 'ada@example.com',
  state: 'completed' as const,
  source: 'live' as const,
  total_price_cents: 10_400,
  shipping_cents: 200,
  tax_cents: 500,
  discount_cents: 100,
  currency: 'usd',
  shipping_method: 'Ground',
  url: 'https://shop.example.com/orders/A-1037',
  order_date: '2026-07-17T22:01:25-05:00',
  external_create_date: '2026-07-17T22:01:25-05:00',
  external_update_date: '2026-07-18T08:30:00-05:00',
  line_items: [
    { ...goodsSample, quantity: 2 },
    { name: 'Gift wrapping', price_cents: 0, quantity: 1 },
  ],
  discounts: [{ name: '1OFF', type: 'order' as const, discount_cents: 100 }],
};

export const orderForm = [
  value('order.id'),
  value('order.externalid', 'order.external_id'),
  value('order.externalcheckoutid', 'order.external_checkout_id'),
  value('order.orderNumber', 'order.number'),
  value('order.connectionid', 'order.connection_id'),
  value('order.customerid', 'order.customer_id'),
  value('order.email'),
  value('order.state', 'order.state', { codes: stateCodes }),
  value('order.source', 'order.source', { codes: sourceCodes }),
  value('order.totalPrice', 'order.total_price_cents'),
  value('order.shippingAmount', 'order.shipping_cents'),
  value('order.taxAmount', 'order.tax_cents'),
  value('order.discountAmount', 'order.discount_cents'),
  value('order.currency', 'order.currency', 'lower'),
  value('order.shippingMethod', 'order.shipping_method'),
  value('order.orderUrl', 'order.url'),
  value('order.orderDate', 'order.order_date', 'local_time_iso'),
  value('order.externalCreatedDate', 'order.external_create_date', 'local_time_iso'),
  value('order.externalUpdatedDate', 'order.external_update_date', 'local_time_iso'),
  value('order.abandonedDate', 'order.abandon_date', 'local_time_iso'),
  each('order.line_items', 'order.line_items', [...goodsForm(), value('quantity')]),
  each('order.discounts', 'order.discounts', [
    value('name'),
    value('type'),
    value('discountAmount', 'discount_cents'),
  ]),
];
