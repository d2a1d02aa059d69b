// WooCommerce's webhooks. Its id of a delivery is a hash of the webhook and the second, so that two orders of one second
// have the same: the body makes the event's id unique, and a repeated body the same.
import { createHash } from 'node:crypto';
import { deletionTopic, topic, type Platform } from '../platform.js';
import { orderOf, wooCommerceOrder } from './woocommerce-order.js';
import { productOf, wooCommerceProduct } from './woocommerce-product.js';

export const wooCommerce: Platform = {
  headers: {
    topic: 'x-wc-webhook-topic',
    signature: 'x-wc-webhook-signature',
    delivery: 'x-wc-webhook-delivery-id',
  },
  eventId: (deliveryId, body) =>
    `${deliveryId}-${createHash('sha256').update(body).digest('hex').slice(0, 32)}`,
  topics: new Map([
    ['order.created', topic('order_created', wooCommerceOrder, orderOf)],
    ['order.updated', topic('order_updated', wooCommerceOrder, orderOf)],
    ['order.deleted', deletionTopic('order_deleted', 'order')],
    ['product.created', topic('product_created', wooCommerceProduct, productOf)],
    ['product.updated', topic('product_updated', wooCommerceProduct, productOf)],
    ['product.deleted', deletionTopic('product_deleted', 'product')],
  ]),
};
