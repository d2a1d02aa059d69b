// The label of an event type as a customer sees it.
import type { EventType } from './event-type.js';
import { objectTypeLabels } from './object-type-labels.js';

/** `Car created` for the schema `Car`; without a schema, and for all other event types, the catalogue's own label. */
export const labelOf = (eventType: EventType, schemaLabel?: string): string =>
  schemaLabel === undefined || eventType.schemaFrom === undefined
    ? eventType.label
    : schemaLabel + eventType.label.slice(objectTypeLabels[eventType.objectType].length);
