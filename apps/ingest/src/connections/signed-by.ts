// Whether one of the shared secrets has signed these bytes: base64 of HMAC-SHA256, as Shopify and WooCommerce both do.
// Compared in a time that tells nothing about the right signature.
import { createHmac, timingSafeEqual } from 'node:crypto';

export function isSignedBy(
  secrets: readonly Uint8Array[],
  body: Uint8Array,
  signature: string | undefined,
): boolean {
  const told = Buffer.from(signature ?? '', 'base64');
  return secrets.some((secret) => {
    const right = createHmac('sha256', secret).update(body).digest();
    return told.length === right.length && timingSafeEqual(told, right);
  });
}
