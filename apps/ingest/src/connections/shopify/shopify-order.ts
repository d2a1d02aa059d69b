// An order of Shopify's Admin API as the catalogue has it.
import { z } from 'zod';
import {
  amount,
  centsOf,
  firstText,
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
  title: z.string(),
  price: amount,
  sku: maybeText,
  quantity: amount,
});

const discountCode = z.looseObject({ code: z.string(), amount, type: maybeText });

export const shopifyOrder = z.looseObject({
  id: shopId,
  name: maybeText,
  checkout_id: maybeId,
  customer: z.looseObject({ id: maybeId, email: maybeText }).nullish(),
  email: maybeText,
  contact_email: maybeText,
  financial_status: maybeText,
  currency: z.string(),
  total_price: amount,
  total_tax: maybeAmount,
  total_discounts: maybeAmount,
  total_shipping_price_set: z
    .looseObject({ shop_money: z.looseObject({ amount: maybeAmount }).nullish() })
    .nullish(),
  shipping_lines: z.array(z.looseObject({ title: maybeText })).nullish(),
  order_status_url: maybeText,
  processed_at: maybeText,
  created_at: maybeText,
  updated_at: maybeText,
  line_items: z.array(lineItem).nullish(),
  discount_codes: z.array(discountCode).nullish(),
});

export type ShopifyOrder = z.output<typeof shopifyOrder>;

/** Whatever was paid, refunded or cancelled later was completed once; what waits for its payment was not. */
export const orderOf = (order: ShopifyOrder, connectionId: string): object => ({
  order: {
    email: firstText(order.email, order.contact_email, order.customer?.email) ?? '',
    ...given({
      id: order.id,
      external_id: order.id,
      external_checkout_id: order.checkout_id,
      number: order.name,
      connection_id: connectionId,
      customer_id: idOf(order.customer?.id),
      state: order.financial_status === 'pending' ? 'pending' : 'completed',
      source: 'live',
      total_price_cents: centsOf(order.total_price),
      shipping_cents: centsOf(order.total_shipping_price_set?.shop_money?.amount),
      tax_cents: centsOf(order.total_tax),
      discount_cents: centsOf(order.total_discounts),
      currency: order.currency,
      shipping_method: order.shipping_lines?.[0]?.title,
      url: order.order_status_url,
      order_date: order.processed_at ?? order.created_at,
      external_create_date: order.created_at,
      external_update_date: order.updated_at,
      line_items: order.line_items?.map(lineOf),
      discounts: order.discount_codes?.map(discountOf),
    }),
  },
});

const lineOf = (line: z.output<typeof lineItem>): object => ({
  ...given({ external_id: idOf(line.product_id), sku: line.sku }),
  ...{ name: line.title, price_cents: centsOf(line.price), quantity: quantityOf(line.quantity) },
});

const discountOf = ({ code, amount: off, type }: z.output<typeof discountCode>): object => ({
  ...{ name: code, type: type === 'shipping' ? 'shipping' : 'order', discount_cents: centsOf(off) },
});
