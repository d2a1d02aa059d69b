// The secret that signs a subscription's POSTs, as Standard Webhooks writes it: `whsec_` and base64 of random bytes.
import { randomBytes } from 'node:crypto';

export interface SigningSecret {
  readonly bytes: Buffer;
  /** As its owner sees it, once. */
  readonly text: string;
}

/** Standard Webhooks asks for 24 to 64. */
const secretBytes = 32;

export function newSigningSecret(): SigningSecret {
  const bytes = randomBytes(secretBytes);
  return { bytes, text: `whsec_${bytes.toString('base64')}` };
}
