// A product of WooCommerce's REST API as the catalogue has it.
import { z } from 'zod';
import { centsOf, firstText, given, maybeAmount, maybeText, shopId } from '../payload-values.js';

export const wooCommerceProduct = z.looseObject({
  id: shopId,
  name: z.string(),
  price: maybeAmount,
  sku: maybeText,
  description: maybeText,
  short_description: maybeText,
  permalink: maybeText,
  categories: z.array(z.looseObject({ name: maybeText })).nullish(),
  images: z.array(z.looseObject({ src: maybeText })).nullish(),
});

export type WooCommerceProduct = z.output<typeof wooCommerceProduct>;

export const productOf = (product: WooCommerceProduct, connectionId: string): object => ({
  product: {
    ...{ id: product.id, name: product.name, price_cents: centsOf(product.price) ?? 0 },
    ...given({
      external_id: product.id,
      connection_id: connectionId,
      category: product.categories?.[0]?.name,
      sku: product.sku,
      description: firstText(product.description, product.short_description),
      image_url: product.images?.[0]?.src,
      url: product.permalink,
    }),
  },
});
