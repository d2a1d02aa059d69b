// Makes the request of one attempt: the body, and the headers that sign it. Nothing is sent here.
import { webhookRequest, type SigningSecrets, type WebhookRequest } from '@posthorn/delivery';
import type { ViewedSubscription } from '@posthorn/kafka';
import type { Delivery } from '../delivery/delivery.js';

export type Preparation =
  | { readonly kind: 'request'; readonly request: WebhookRequest }
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

export function prepareRequest(delivery: Delivery, context: PreparationContext): Preparation {
  const { subscription, timeZone, nowMs } = context;
  const { body_format: format, list_id: listId } = subscription;
  const encoded = delivery.event.body(format, { timeZone, listId });
  if (encoded.kind === 'unreadable') return encoded;
  const opened = context.secrets.open(subscription, nowMs);
  if (!opened.ok) return { kind: 'unsigned', detail: opened.detail };
  const { attributes } = delivery.event.event;
  const request = webhookRequest({
    ...{ attributes, subscription, nowMs },
    body: encoded.bytes,
    secrets: opened.secrets,
  });
  return { kind: 'request', request };
}
