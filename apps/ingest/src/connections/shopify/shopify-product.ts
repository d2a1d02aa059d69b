// A product of Shopify's Admin API as the catalogue has it. Of its variants the first one tells price and SKU.
import { z } from 'zod';
import { centsOf, given, maybeAmount, maybeText, shopId } from '../payload-values.js';

const picture = z.looseObject({ src: maybeText });

export const shopifyProduct = z.looseObject({
  id: shopId,
  title: z.string(),
  body_html: maybeText,
  product_type: maybeText,
  variants: z.array(z.looseObject({ price: maybeAmount, sku: maybeText })).nullish(),
  image: picture.nullish(),
  images: z.array(picture).nullish(),
});

export type ShopifyProduct = z.output<typeof shopifyProduct>;

export function productOf(product: ShopifyProduct, connectionId: string): object {
  const variant = product.variants?.[0];
  return {
    product: {
      ...{ id: product.id, name: product.title, price_cents: centsOf(variant?.price) ?? 0 },
      ...given({
        external_id: product.id,
        connection_id: connectionId,
        category: product.product_type,
        sku: variant?.sku,
        description: product.body_html,
        image_url: product.image?.src ?? product.images?.[0]?.src,
      }),
    },
  };
}
