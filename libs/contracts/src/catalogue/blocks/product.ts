// A product of a shop, and what it has in common with a line of an order. Keys: ActiveCampaign's resource
// `ecomOrderProduct`, whose amounts are hundredths, too.
import { z } from 'zod';
import { cents, currency, id, text } from '../data-values.js';
import { value } from '../form-builders.js';

/** What a product and a line of an order have in common. */
export const goods = z.strictObject({
  external_id: text.optional().describe('Its id in the shop.'),
  name: text,
  price_cents: cents,
  category: text.optional(),
  sku: text.optional(),
  description: text.optional(),
  image_url: text.optional(),
  url: text.optional(),
});

export const goodsSample = {
  external_id: 'PROD-12',
  name: 'Punched cards, 100',
  price_cents: 4900,
  category: 'Supplies',
  sku: 'CARD-100',
  description: 'Ready for the loom & the engine',
  image_url: 'https://shop.example.com/cards.jpg',
  url: 'https://shop.example.com/cards',
};

export const goodsForm = (prefix = '') => [
  value(`${prefix}externalid`, `${prefix}external_id`),
  value(`${prefix}name`),
  value(`${prefix}price`, `${prefix}price_cents`),
  value(`${prefix}category`),
  value(`${prefix}sku`),
  value(`${prefix}description`),
  value(`${prefix}imageUrl`, `${prefix}image_url`),
  value(`${prefix}productUrl`, `${prefix}url`),
];

export const product = goods.extend({
  id,
  connection_id: id.optional().describe('The connection of the shop.'),
  currency: currency.optional(),
});

export const productSample = { id: '301', connection_id: '1', currency: 'usd', ...goodsSample };

export const productForm = [
  value('product.id'),
  value('product.connectionid', 'product.connection_id'),
  ...goodsForm('product.'),
  value('product.currency', 'product.currency', 'lower'),
];
