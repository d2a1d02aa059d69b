// Reads a record as an event of the catalogue, as an automation's webhook, or as what nobody can read.
import {
  automationWebhook,
  findEventType,
  parseEvent,
  readAutomationTarget,
  readEventData,
  type AutomationTarget,
  type EventContract,
  type EventType,
  type PosthornEvent,
} from '@posthorn/contracts';
import type { ConsumedRecord } from '@posthorn/kafka';

export interface ReadableEvent {
  readonly kind: 'event';
  readonly event: PosthornEvent;
  readonly eventType: EventType;
}

export interface ReadableAutomation {
  readonly kind: 'automation';
  readonly event: PosthornEvent;
  readonly eventType: EventContract;
  readonly target: AutomationTarget;
}

export type ReadEvent =
  | ReadableEvent
  | ReadableAutomation
  | {
      readonly kind: 'poison';
      readonly reason: 'not_a_cloud_event' | 'unreadable_data' | 'unknown_event_type';
      readonly detail: string;
    };

/** Of an event of the catalogue the data is not looked at: that is done when somebody wants it. */
export function readEvent(record: ConsumedRecord): ReadEvent {
  const parsed = parseEvent(record);
  if (parsed.kind === 'poison') return parsed;
  const { type } = parsed.event.attributes;
  const eventType = findEventType(type);
  if (eventType !== undefined) return { kind: 'event', event: parsed.event, eventType };
  if (type === automationWebhook.code) return readAutomation(parsed.event);
  return { kind: 'poison', reason: 'unknown_event_type', detail: `type: ${type} is not in the catalogue` };
}

/** Its data says where it goes. */
function readAutomation(event: PosthornEvent): ReadEvent {
  const data = readEventData(event);
  if (!data.ok) return { kind: 'poison', reason: 'unreadable_data', detail: data.detail };
  const read = readAutomationTarget(data.value);
  return read.ok
    ? { kind: 'automation', event, eventType: automationWebhook, target: read.target }
    : { kind: 'poison', reason: 'unreadable_data', detail: read.detail };
}
