// Shopify's webhooks. The id of a webhook is the same for every try of it; `X-Shopify-Event-Id` is not taken, since what
// one click causes has the same in several topics.
import { deletionTopic, topic, type Platform } from '../platform.js';
import { orderOf, shopifyOrder } from './shopify-order.js';
import { productOf, shopifyProduct } from './shopify-product.js';

export const shopify: Platform = {
  headers: {
    topic: 'x-shopify-topic',
    signature: 'x-shopify-hmac-sha256',
    delivery: 'x-shopify-webhook-id',
  },
  eventId: (deliveryId) => deliveryId,
  topics: new Map([
    ['orders/create', topic('order_created', shopifyOrder, orderOf)],
    ['orders/updated', topic('order_updated', shopifyOrder, orderOf)],
    ['orders/delete', deletionTopic('order_deleted', 'order')],
    ['products/create', topic('product_created', shopifyProduct, productOf)],
    ['products/update', topic('product_updated', shopifyProduct, productOf)],
    ['products/delete', deletionTopic('product_deleted', 'product')],
  ]),
};
