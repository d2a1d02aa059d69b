// The catalogue: every event type, in the order in which the console shows them.
import { contactEventTypes } from './contact-event-types.js';
import { dealEventTypes } from './deal-event-types.js';
import type { EventType } from './event-type.js';

export const eventTypes: readonly EventType[] = [...contactEventTypes, ...dealEventTypes];

const byCode = new Map(eventTypes.map((eventType) => [eventType.code, eventType]));

/** The event type of a code such as `deal_update`; `undefined` when the catalogue has none. */
export const findEventType = (code: string): EventType | undefined => byCode.get(code);
