// Makes the request of one attempt: the body, and the headers that sign it. Nothing is sent here.
import { formContentType, signedHeaders, webhookId } from '@posthorn/delivery';
import type { ViewedSubscription } from '@posthorn/kafka';
import type { Delivery } from '../delivery/delivery.js';
import type { SigningSecrets } from './signing-secrets.js';

export interface PreparedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly webhookId: string;
}

export type Preparation =
  | { readonly kind: 'request'; readonly request: PreparedRequest }
  /** The event can never be sent. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** Our own keys do not open the subscription's secret. It is never sent unsigned. */
  | { readonly kind: 'unsigned'; readonly detail: string };

export interface PreparationContext {
  readonly subscription: ViewedSubscription;
  readonly timeZone: string;
  readonly secrets: SigningSecrets;
  readonly nowMs: number;
}

const userAgent = 'Posthorn/0.1';

export function prepareRequest(delivery: Delivery, context: PreparationContext): Preparation {
  const { subscription, timeZone, nowMs } = context;
  const encoded = delivery.event.body({ timeZone, listId: subscription.list_id });
  if (encoded.kind === 'unreadable') return encoded;
  const opened = context.secrets.open(subscription, nowMs);
  if (!opened.ok) return { kind: 'unsigned', detail: opened.detail };
  const { accountId, source, id } = delivery.event.event.attributes;
  const webhook = webhookId(accountId, source, { eventId: id, subscriptionId: subscription.id });
  const signing = {
    webhookId: webhook,
    timestampS: Math.floor(nowMs / 1_000),
    body: encoded.bytes,
    secrets: opened.secrets,
  };
  return {
    kind: 'request',
    request: {
      url: subscription.url,
      headers: { 'content-type': formContentType, 'user-agent': userAgent, ...signedHeaders(signing) },
      body: encoded.bytes,
      webhookId: webhook,
    },
  };
}
