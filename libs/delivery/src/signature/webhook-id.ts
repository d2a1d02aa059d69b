// The id that a receiver drops repeats by: the same for every attempt, crash repeat, retry, resend and replay of one
// event to one subscription.
import { hash } from 'node:crypto';

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
  const bytes = lengthPrefixed([accountId, source, identity.eventId, identity.subscriptionId]);
  const digest = hash('sha256', bytes, 'buffer');
  return `msg_${base32(digest.subarray(0, digestBytes))}`;
}

function lengthPrefixed(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, 0));
  let end = 0;
  for (const [index, text] of texts.entries()) {
    end = bytes.writeUInt32BE(lengths[index] ?? 0, end);
    end += bytes.write(text, end);
  }
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
