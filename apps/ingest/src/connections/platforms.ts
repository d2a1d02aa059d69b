// Every platform that connections have.
import type { ConnectionPlatform } from '@posthorn/contracts';
import type { Platform } from './platform.js';
import { shopify } from './shopify/shopify.js';
import { wooCommerce } from './woocommerce/woocommerce.js';

export const platforms: Readonly<Record<ConnectionPlatform, Platform>> = {
  shopify,
  woocommerce: wooCommerce,
};
