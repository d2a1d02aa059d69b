// An order of WooCommerce's REST API as the catalogue has it.
import { z } from 'zod';
import {
  amount,
  centsOf,
  given,
  idOf,
  maybeAmount,
  maybeId,
  maybeText,
  quantityOf,
  shopId,
} from '../payload-values.js';

const lineItem = z.looseObject({
  product_id: maybeId,
  name: z.string(),
  price: maybeAmount,
  sku: maybeText,
  quantity: amount,
  image: z.looseObject({ src: maybeText }).nullish(),
});

const coupon = z.looseObject({ code: z.string(), discount: maybeAmount });

export const wooCommerceOrder = z.looseObject({
  id: shopId,
  number: maybeText,
  status: z.string(),
  customer_id: maybeId,
  billing: z.looseObject({ email: maybeText }).nullish(),
  currency: z.string(),
  total: amount,
  shipping_total: maybeAmount,
  total_tax: maybeAmount,
  discount_total: maybeAmount,
  shipping_lines: z.array(z.looseObject({ method_title: maybeText })).nullish(),
  date_created_gmt: maybeText,
  date_modified_gmt: maybeText,
  line_items: z.array(lineItem).nullish(),
  coupon_lines: z.array(coupon).nullish(),
});

export type WooCommerceOrder = z.output<typeof wooCommerceOrder>;

/** Cancelled and refunded orders were completed once; a status of a plugin's own is taken for completed. */
const states: Readonly<Record<string, string>> = {
  ...{ 'checkout-draft': 'pending', pending: 'pending', failed: 'pending', 'on-hold': 'waiting' },
};

export const orderOf = (order: WooCommerceOrder, connectionId: string): object => ({
  order: {
    email: order.billing?.email ?? '',
    ...given({
      id: order.id,
      external_id: order.id,
      number: order.number,
      connection_id: connectionId,
      customer_id: idOf(order.customer_id),
      state: states[order.status] ?? 'completed',
      source: 'live',
      total_price_cents: centsOf(order.total),
      shipping_cents: centsOf(order.shipping_total),
      tax_cents: centsOf(order.total_tax),
      discount_cents: centsOf(order.discount_total),
      currency: order.currency,
      shipping_method: order.shipping_lines?.[0]?.method_title,
      order_date: utcOf(order.date_created_gmt),
      external_create_date: utcOf(order.date_created_gmt),
      external_update_date: utcOf(order.date_modified_gmt),
      line_items: order.line_items?.map(lineOf),
      discounts: order.coupon_lines?.map(discountOf),
    }),
  },
});

const lineOf = (line: z.output<typeof lineItem>): object => ({
  ...{ name: line.name, price_cents: centsOf(line.price) ?? 0, quantity: quantityOf(line.quantity) },
  ...given({ external_id: idOf(line.product_id), sku: line.sku, image_url: line.image?.src }),
});

const discountOf = ({ code, discount }: z.output<typeof coupon>): object => ({
  ...{ name: code, type: 'order', discount_cents: centsOf(discount) ?? 0 },
});

/** `2026-07-18T03:01:25`, which is UTC and does not say so. */
const utcOf = (text: string | null | undefined): string | undefined =>
  text === undefined || text === null || text === '' ? undefined : `${text}Z`;
