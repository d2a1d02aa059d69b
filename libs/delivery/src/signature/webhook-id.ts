// The id that a receiver drops repeats by: the same for every attempt, crash repeat, retry, resend and replay of one
// event to one subscription.
import { createHash } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
const digestBytes = 20;

export interface WebhookIdentity {
  readonly eventId: string;
  readonly subscriptionId: string;
}

/**
 * `msg_` and the base32 of the first 20 bytes of SHA-256 over the four texts in UTF-8, each after its length in bytes
 * as 32 bits, big endian. `source` is the CloudEvents attribute, within which event ids are unique.
 */
export function webhookId(accountId: string, source: string, identity: WebhookIdentity): string {
  const hash = createHash('sha256');
  for (const text of [accountId, source, identity.eventId, identity.subscriptionId])
    hash.update(lengthPrefixed(text));
  return `msg_${base32(hash.digest().subarray(0, digestBytes))}`;
}

function lengthPrefixed(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(4 + Buffer.byteLength(text));
  bytes.writeUInt32BE(bytes.length - 4);
  bytes.write(text, 4);
  return bytes;
}

/** RFC 4648 in lower case; of a multiple of five bytes, so that no padding arises. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let bitCount = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xfff;
    bitCount += 8;
    for (; bitCount >= 5; bitCount -= 5) text += alphabet.charAt((bits >> (bitCount - 5)) & 31);
  }
  return text;
}
