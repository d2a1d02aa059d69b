// Makes the request of one attempt: the body, and the headers that sign it. Nothing is sent here.
import { webhookRequest, type SigningSecrets, type WebhookRequest } from '@posthorn/delivery';
import type { Delivery } from '../delivery/delivery.js';
import { signerOf, type Destination } from '../delivery/destination.js';

export type Preparation =
  | { readonly kind: 'request'; readonly request: WebhookRequest }
  /** The event can never be sent. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** Our own keys do not open the destination's secret. It is never sent unsigned. */
  | { readonly kind: 'unsigned'; readonly detail: string };

export interface PreparationContext {
  readonly destination: Destination;
  readonly timeZone: string;
  readonly secrets: SigningSecrets;
  readonly nowMs: number;
}

export function prepareRequest(delivery: Delivery, context: PreparationContext): Preparation {
  const { destination, timeZone, nowMs } = context;
  const { body_format: format, list_id: listId } = destination;
  const encoded = delivery.event.body(format, { timeZone, listId });
  if (encoded.kind === 'unreadable') return encoded;
  const opened = context.secrets.open(signerOf(destination), nowMs);
  if (!opened.ok) return { kind: 'unsigned', detail: opened.detail };
  const { attributes } = delivery.event.event;
  const request = webhookRequest({
    attributes,
    subscription: destination,
    body: encoded.bytes,
    secrets: opened.secrets,
    nowMs,
  });
  return { kind: 'request', request };
}
