// The catalogue: every event type, in the order in which the console shows them.
import { accountEventTypes } from './account-event-types.js';
import { campaignEventTypes } from './campaign-event-types.js';
import { contactEventTypes } from './contact-event-types.js';
import { customObjectEventTypes } from './custom-object-event-types.js';
import { dealEventTypes } from './deal-event-types.js';
import { emailEventTypes } from './email-event-types.js';
import type { EventType } from './event-type.js';
import { linkEventTypes } from './link-event-types.js';
import { listEventTypes } from './list-event-types.js';
import { orderEventTypes } from './order-event-types.js';
import { productEventTypes } from './product-event-types.js';
import { smsEventTypes } from './sms-event-types.js';
import { websiteEventTypes } from './website-event-types.js';

export const eventTypes: readonly EventType[] = [
  ...contactEventTypes,
  ...dealEventTypes,
  ...accountEventTypes,
  ...campaignEventTypes,
  ...emailEventTypes,
  ...linkEventTypes,
  ...listEventTypes,
  ...smsEventTypes,
  ...websiteEventTypes,
  ...customObjectEventTypes,
  ...orderEventTypes,
  ...productEventTypes,
];

const byCode = new Map(eventTypes.map((eventType) => [eventType.code, eventType]));

/** The event type of a code such as `deal_update`; `undefined` when the catalogue has none. */
export const findEventType = (code: string): EventType | undefined => byCode.get(code);
