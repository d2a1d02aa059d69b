// The request of one POST: what is sent where, and the headers that sign it. Pure: the clock and the opened secrets
// come from the caller, and nothing is sent here.
import type { BodyFormat, EventAttributes } from '@posthorn/contracts';
import { bodyEncoders } from '../body/body-encoders.js';
import { signedHeaders } from '../signature/signed-headers.js';
import { webhookId } from '../signature/webhook-id.js';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly webhookId: string;
}

export interface WebhookRequestParts {
  readonly attributes: EventAttributes;
  readonly subscription: { readonly id: string; readonly url: string; readonly body_format: BodyFormat };
  /** Written by the encoder of the subscription's format. */
  readonly body: Buffer;
  /** At least one; each signs. */
  readonly secrets: readonly Uint8Array[];
  readonly nowMs: number;
}

const userAgent = 'Posthorn/0.1';

export function webhookRequest(parts: WebhookRequestParts): WebhookRequest {
  const { attributes, subscription, body, secrets, nowMs } = parts;
  const { accountId, source, id: eventId } = attributes;
  const id = webhookId(accountId, source, { eventId, subscriptionId: subscription.id });
  const timestampS = Math.floor(nowMs / 1_000);
  const headers = {
    'content-type': bodyEncoders[subscription.body_format].contentType,
    'user-agent': userAgent,
    ...signedHeaders({ webhookId: id, timestampS, body, secrets }),
  };
  return { url: subscription.url, headers, body, webhookId: id };
}
