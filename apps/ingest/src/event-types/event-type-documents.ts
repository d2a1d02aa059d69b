// The catalogue as producers read it: what each event type is about, its schema, and an event to send as it stands.
import { eventTypes, type EventType } from '@posthorn/contracts';
import { z } from 'zod';

export interface EventTypeSummary {
  readonly type: string;
  readonly label: string;
  readonly object_type: string;
  readonly kind: string;
  readonly takes_list: boolean;
  readonly plans: readonly string[];
}

export interface EventTypeDocument extends EventTypeSummary {
  /** JSON Schema (2020-12) of `data`. */
  readonly schema: unknown;
  /** An event that is accepted as it stands, with a token of the account. */
  readonly sample: Readonly<Record<string, unknown>>;
}

export const eventTypeSummaries: readonly EventTypeSummary[] = eventTypes.map(summaryOf);

const documents = new Map(eventTypes.map((eventType) => [eventType.code, documentOf(eventType)]));

export const findEventTypeDocument = (code: string): EventTypeDocument | undefined => documents.get(code);

function summaryOf(eventType: EventType): EventTypeSummary {
  return {
    type: eventType.code,
    label: eventType.label,
    object_type: eventType.objectType,
    kind: eventType.kind,
    takes_list: eventType.takesList,
    plans: eventType.plans,
  };
}

function documentOf(eventType: EventType): EventTypeDocument {
  return {
    ...summaryOf(eventType),
    schema: z.toJSONSchema(eventType.schema, { io: 'input' }),
    sample: sampleOf(eventType),
  };
}

function sampleOf({ code, takesList, sample }: EventType): Readonly<Record<string, unknown>> {
  return { type: code, initiatedfrom: 'admin', ...(takesList ? { listid: '1' } : {}), data: sample };
}
