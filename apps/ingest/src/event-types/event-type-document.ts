// An event type as producers and consoles read it: what it is about, its schema, and an event to send as it stands.
import { objectTypeLabels, plansOf, type EventType, type EventTypePlans } from '@posthorn/contracts';
import { z } from 'zod';

export interface EventTypeSummary {
  readonly type: string;
  readonly label: string;
  /** The group in which the console shows it. */
  readonly group: string;
  readonly object_type: string;
  readonly kind: string;
  readonly plans: readonly string[];
  readonly takes_list: boolean;
}

export interface EventTypeDocument extends EventTypeSummary {
  /** JSON Schema (2020-12) of `data`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** An event that is accepted as it stands, with a token of the account. */
  readonly sample: SampleEvent;
}

export type SampleEvent = Readonly<Record<string, unknown>> & {
  readonly data: Readonly<Record<string, unknown>>;
};

export function documentOf(eventType: EventType, plans: EventTypePlans): EventTypeDocument {
  return {
    type: eventType.code,
    label: eventType.label,
    group: objectTypeLabels[eventType.objectType],
    object_type: eventType.objectType,
    kind: eventType.kind,
    plans: plansOf(eventType, plans),
    takes_list: eventType.takesList,
    schema: z.toJSONSchema(eventType.schema, { io: 'input' }),
    sample: sampleEventOf(eventType),
  };
}

export const summaryOf = ({
  schema: _schema,
  sample: _sample,
  ...summary
}: EventTypeDocument): EventTypeSummary => summary;

export const sampleEventOf = ({ code, takesList, sample }: EventType): SampleEvent => ({
  type: code,
  initiatedfrom: 'admin',
  ...(takesList ? { listid: '1' } : {}),
  data: sample,
});
