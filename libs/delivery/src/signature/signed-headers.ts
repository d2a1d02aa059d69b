// The headers of Standard Webhooks (https://www.standardwebhooks.com): which delivery a POST is, when it was made, and
// that it is ours.
import { createHmac } from 'node:crypto';

export interface SignedMessage {
  readonly webhookId: string;
  /** Seconds since the epoch, whole. */
  readonly timestampS: number;
  /** Exactly what is sent; text counts as UTF-8. */
  readonly body: Uint8Array | string;
  /** Each one signs: while a rotated secret is still valid, a receiver may know only that one. */
  readonly secrets: readonly Uint8Array[];
}

/** `webhook-id`, `webhook-timestamp` and `webhook-signature`: `v1,<base64>` for each secret, separated by spaces. */
export function signedHeaders(message: SignedMessage): Record<string, string> {
  const { webhookId, timestampS, body, secrets } = message;
  const head = `${webhookId}.${timestampS}.`;
  const sign = (secret: Uint8Array): string =>
    `v1,${createHmac('sha256', secret).update(head).update(body).digest('base64')}`;
  return {
    'webhook-id': webhookId,
    'webhook-timestamp': String(timestampS),
    'webhook-signature': secrets.map(sign).join(' '),
  };
}
