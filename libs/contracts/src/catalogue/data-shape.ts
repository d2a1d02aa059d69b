// Which keys an event type's `data` has, however deep: for who reads data that no door has checked, because a producer
// wrote it to Kafka itself. What the values may be stays with the schema.
import { z } from 'zod';
import type { EventContract } from './event-type.js';

export type DataShape =
  | { readonly kind: 'object'; readonly keys: ReadonlyMap<string, DataShape> }
  | { readonly kind: 'list'; readonly item: DataShape }
  /** Keys that the customer chooses, such as custom fields. */
  | { readonly kind: 'map'; readonly value: DataShape }
  /** Text, a number, a boolean, null, or a list of these. */
  | { readonly kind: 'value' };

export const dataShapeOf = (eventType: EventContract): DataShape => shapeOf(eventType.schema);

function shapeOf(schema: z.core.$ZodType): DataShape {
  if (schema instanceof z.ZodOptional) return shapeOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return { kind: 'list', item: shapeOf(schema.element) };
  if (schema instanceof z.ZodRecord) return { kind: 'map', value: shapeOf(schema.valueType) };
  if (!isObjectSchema(schema)) return { kind: 'value' };
  const keys = Object.entries<z.core.$ZodType>(schema.shape).map(
    ([name, inner]) => [name, shapeOf(inner)] as const,
  );
  return { kind: 'object', keys: new Map(keys) };
}

const isObjectSchema = (schema: z.core.$ZodType): schema is z.ZodObject => schema instanceof z.ZodObject;
