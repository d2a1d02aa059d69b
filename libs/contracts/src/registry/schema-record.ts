// A schema of custom objects as the registry has it: what ingest checks a record's fields and relationships against.
// Its labels stay with the service that knows the schema, since no other shows them.
import { z } from 'zod';

/** As ActiveCampaign's custom objects have them. */
export const fieldTypes = [
  'text',
  'textarea',
  'hidden',
  'date',
  'datetime',
  'number',
  'currency',
  'dropdown',
  'radio',
  'multiselect',
  'checkbox',
] as const;

export type FieldType = (typeof fieldTypes)[number];

/** Whose values are among the field's options: one of them, or a list of them. */
export const optionTypes = { dropdown: 'one', radio: 'one', multiselect: 'many', checkbox: 'many' } as const;

/** `undefined`: the type has no options. */
export const optionsOf = (type: FieldType): 'one' | 'many' | undefined =>
  (optionTypes as Partial<Record<FieldType, 'one' | 'many'>>)[type];

/** What a record can belong to. */
export const relatedObjects = ['contact', 'account', 'deal', 'custom_object'] as const;

export type RelatedObject = (typeof relatedObjects)[number];

const field = z.object({
  /** Unique within the schema; `id` of the values in the events. */
  id: z.string(),
  type: z.enum(fieldTypes),
  required: z.boolean(),
  /** Of the types that have options. */
  options: z.array(z.string()).optional(),
});

const relationship = z.object({
  /** Unique within the schema; the key in `relationships` of the events. */
  id: z.string(),
  to: z.enum(relatedObjects),
  /** Of custom objects: which. */
  schema_id: z.string().optional(),
  /** false: a record has at most one. */
  many: z.boolean(),
});

export const schemaRecordSchema = z.object({
  id: z.string(),
  account_id: z.string(),
  /** Unique within the account; `schema.slug` in the events. */
  slug: z.string(),
  fields: z.array(field),
  relationships: z.array(relationship),
});

export type SchemaRecord = z.infer<typeof schemaRecordSchema>;
export type SchemaField = z.infer<typeof field>;
export type SchemaRelationship = z.infer<typeof relationship>;
