// Checks a custom object's record by the schema that its account has made: which fields there are, of which type, and
// which must be there. What every record looks like is the catalogue's. Pure.
import type { SchemaField, SchemaRecord, SchemaRelationship } from '@posthorn/contracts';
import type { FieldFault } from '@posthorn/service-runtime';
import { z } from 'zod';
import { isEmpty, valueAdvice } from './field-value.js';

const recordData = z.object({
  schema: z.object({ slug: z.string() }),
  record: z.object({
    fields: z.array(z.object({ id: z.string(), value: z.unknown() })).optional(),
    relationships: z.record(z.string(), z.array(z.string())).optional(),
  }),
});

type Record = z.infer<typeof recordData>['record'];

export interface RecordRule {
  readonly schema: SchemaRecord;
  /** Whether the record is there: one that was deleted need not be what its schema has become since. */
  readonly exists: boolean;
}

/** `data` is valid by the catalogue. Every fault is told. */
export function recordFaults(data: unknown, { schema, exists }: RecordRule): readonly FieldFault[] {
  const { schema: named, record } = recordData.parse(data);
  if (!exists) return slugFaults(named.slug, schema);
  return [
    ...slugFaults(named.slug, schema),
    ...fieldFaults(record, schema),
    ...missingFields(record, schema),
    ...relationshipFaults(record, schema),
  ];
}

const slugFaults = (slug: string, schema: SchemaRecord): readonly FieldFault[] =>
  slug === schema.slug
    ? []
    : [{ field: 'data.schema.slug', detail: `The slug of this schema is ${schema.slug}` }];

function fieldFaults({ fields = [] }: Record, schema: SchemaRecord): readonly FieldFault[] {
  const known = new Map(schema.fields.map((field) => [field.id, field]));
  const before = new Set<string>();
  return fields.flatMap(({ id, value }, index) => {
    const at = `data.record.fields[${index}]`;
    const field = known.get(id);
    if (field === undefined)
      return [{ field: `${at}.id`, detail: unknownDetail('field', id, schema.fields) }];
    if (before.has(id)) return [{ field: `${at}.id`, detail: `The field ${id} is there twice` }];
    before.add(id);
    return valueFaults(value, field, `${at}.value`);
  });
}

function valueFaults(value: unknown, field: SchemaField, at: string): readonly FieldFault[] {
  if (isEmpty(value)) return field.required ? [{ field: at, detail: requiredDetail(field) }] : [];
  const advice = valueAdvice(value, field);
  return advice === undefined ? [] : [{ field: at, detail: `The field ${field.id}: ${advice}` }];
}

/** A field that is there and empty is named at its place. */
function missingFields({ fields = [] }: Record, schema: SchemaRecord): readonly FieldFault[] {
  const given = new Set(fields.map(({ id }) => id));
  return schema.fields
    .filter(({ id, required }) => required && !given.has(id))
    .map((field) => ({ field: `data.record.fields.${field.id}`, detail: requiredDetail(field) }));
}

const requiredDetail = ({ id, type }: SchemaField): string =>
  `Required: the field ${id}, of the type ${type}, has no value`;

function relationshipFaults({ relationships = {} }: Record, schema: SchemaRecord): readonly FieldFault[] {
  const known = new Map(schema.relationships.map((relationship) => [relationship.id, relationship]));
  return Object.entries(relationships).flatMap(([id, ids]) => {
    const field = `data.record.relationships.${id}`;
    const relationship = known.get(id);
    if (relationship === undefined)
      return [{ field, detail: unknownDetail('relationship', id, schema.relationships) }];
    const detail = relatedDetail(ids, relationship);
    return detail === undefined ? [] : [{ field, detail }];
  });
}

function relatedDetail(ids: readonly string[], { to, many }: SchemaRelationship): string | undefined {
  if (!many && ids.length > 1) return `At most one ${to}`;
  const isId = to === 'custom_object' || ids.every((id) => /^[1-9]\d{0,19}$/.test(id));
  return isId ? undefined : `Ids of ${to}s: decimal digits as text, without leading zeros`;
}

/** More are not told. */
const toldMax = 20;

function unknownDetail(what: string, id: string, known: readonly { readonly id: string }[]): string {
  const ids = known.slice(0, toldMax).map((one) => one.id);
  const more = known.length > toldMax ? ', …' : '';
  const told = ids.length === 0 ? `It has none` : `It has ${ids.join(', ')}${more}`;
  return `The schema has no ${what} ${JSON.stringify(id)}. ${told}`;
}
