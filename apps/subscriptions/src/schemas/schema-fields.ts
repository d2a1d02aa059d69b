// The fields and relationships of a schema as a request says them, each with its limits.
import { fieldTypes, optionsOf, relatedObjects } from '@posthorn/contracts';
import { z } from 'zod';
import { isUnique, printable } from '../requests/fields.js';

export const fieldsMax = 100;
export const relationshipsMax = 20;
export const optionsMax = 200;
/** Of all fields together: a schema is one record of the registry. */
export const schemaOptionsMax = 1_000;

const slugDetail = '1 to 64 lower-case letters, digits, underscores or dashes, a letter first';

/** A name for programs. */
export const slugField = z.string({ error: slugDetail }).regex(/^[a-z][a-z0-9_-]{0,63}$/, slugDetail);

const labelDetail = 'Text of 1 to 100 characters';

export const labelField = z
  .string({ error: labelDetail })
  .trim()
  .min(1, labelDetail)
  .max(100, 'At most 100 characters')
  .regex(printable, 'No control characters');

const schemaIdDetail = "The id of one of the account's schemas; GET /v1/schemas lists them";

export const schemaIdField = z
  .string({ error: schemaIdDetail })
  .regex(/^[\w-]{1,64}$/, schemaIdDetail)
  .describe('Of the kind custom_object, and of it alone: the schema whose records it takes');

const optionsField = z
  .array(labelField, { error: 'A list of texts' })
  .max(optionsMax, `At most ${optionsMax} options`)
  .refine(isUnique, 'Each option once')
  .describe(
    `Of dropdown, radio, multiselect and checkbox, and of them alone; at most ${schemaOptionsMax} in a schema`,
  );

const fieldShape = z.strictObject({
  id: slugField.describe("The id of the field's values in the events"),
  label: labelField,
  type: z.enum(fieldTypes, { error: `One of ${fieldTypes.join(', ')}` }),
  options: optionsField.default([]),
  required: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('Whether each record has a value of it'),
});

const fieldSchema = fieldShape.check(({ value: { type, options }, issues }) => {
  const has = optionsOf(type) !== undefined;
  if (has === options.length > 0) return;
  const message = has ? `A ${type} has at least one option` : `A ${type} has no options; leave them out`;
  issues.push({ code: 'custom', path: ['options'], message, input: options });
});

const relationshipShape = z.strictObject({
  id: slugField.describe('The key in relationships of the events'),
  label: labelField,
  to: z.enum(relatedObjects, { error: `One of ${relatedObjects.join(', ')}` }),
  schema_id: schemaIdField.describe('Of custom_object, and of it alone').optional(),
  many: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('Whether a record may have several; at most one otherwise'),
});

const relationshipSchema = relationshipShape.check(({ value: { to, schema_id: schemaId }, issues }) => {
  if ((to === 'custom_object') === (schemaId !== undefined)) return;
  const message = schemaId === undefined ? schemaIdDetail : `A ${to} has no schema; leave it out`;
  issues.push({ code: 'custom', path: ['schema_id'], message, input: schemaId });
});

const hasUniqueIds = (items: readonly { readonly id: string }[]): boolean =>
  isUnique(items.map(({ id }) => id));

export const fieldsField = z
  .array(fieldSchema, { error: 'A list of fields' })
  .max(fieldsMax, `At most ${fieldsMax} fields`)
  .refine(hasUniqueIds, 'Each id once')
  .refine(
    (fields) => fields.reduce((count, { options }) => count + options.length, 0) <= schemaOptionsMax,
    `At most ${schemaOptionsMax} options in a schema`,
  );

export const relationshipsField = z
  .array(relationshipSchema, { error: 'A list of relationships' })
  .max(relationshipsMax, `At most ${relationshipsMax} relationships`)
  .refine(hasUniqueIds, 'Each id once');

export const labelsField = z.strictObject(
  { singular: labelField, plural: labelField },
  { error: 'Give labels: {"singular": "Car", "plural": "Cars"}' },
);

/** As they are answered: without what a request may leave out. */
export const answeredFields = z.array(fieldShape.extend({ options: z.array(z.string()) }));
export const answeredRelationships = z.array(relationshipShape);
