// A subscription as the API v3 shows it: all scalars are strings.
import type { Subscription } from '../../subscriptions/subscription-answers.js';
import type { FoundSubscriptions } from '../../subscriptions/subscription-search.js';
import { webhookEventCodes } from '../webhook-event-codes.js';
import type { Webhook, WebhookEvents, WebhookPage, WrappedWebhook } from './webhook-documents.js';

export const webhookOf = (subscription: Subscription): Webhook => ({
  cdate: cdateOf(subscription.created_at),
  listid: subscription.list_id ?? '0',
  name: subscription.name,
  url: subscription.url,
  events: subscription.event_types,
  sources: subscription.sources,
  links: [],
  id: subscription.number,
  ...(subscription.schema_id === undefined ? {} : { schemaid: subscription.schema_id }),
});

export const wrapped = (subscription: Subscription): WrappedWebhook => ({ webhook: webhookOf(subscription) });

export const webhookPage = ({ subscriptions, total }: FoundSubscriptions): WebhookPage => ({
  webhooks: subscriptions.map(webhookOf),
  meta: { total: String(total) },
});

/** Here the total is a number. */
export const webhookEvents: WebhookEvents = {
  webhookEvents: [...webhookEventCodes],
  meta: { total: webhookEventCodes.length },
};

/** `2016-01-01T12:00:00-00:00`: UTC, without milliseconds. */
const cdateOf = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19)}-00:00`;
