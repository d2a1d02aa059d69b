// The data of a sample: the catalogue's, or, of custom objects, a record of the schema that the subscription names. Pure.
import { assertNever, type EventType } from '@posthorn/contracts';
import type { Columns, LabelledField, LabelledRelationship, SchemaRow } from '../database/rows/index.js';

export type SampleSchema = Pick<Columns<SchemaRow>, 'id' | 'slug' | 'fields' | 'relationships'>;

const recordId = '5b1f7c02-93de-4b8e-8f2d-77c1d0a4e9b6';
const time = '2026-07-17T22:01:25-05:00';

/** `schema` is absent of subscriptions that name none. */
export const sampleData = (
  { schemaFrom, sample }: EventType,
  schema: SampleSchema | undefined,
): EventType['sample'] => (schemaFrom === undefined || schema === undefined ? sample : recordOf(schema));

const recordOf = ({ id, slug, fields, relationships }: SampleSchema) => ({
  schema: { id, slug },
  record: {
    id: recordId,
    fields: fields.map((field) => ({ id: field.id, value: valueOf(field) })),
    relationships: Object.fromEntries(relationships.map((one) => [one.id, [idOf(one)]])),
    create_date: time,
    update_date: time,
  },
});

const idOf = ({ to }: LabelledRelationship): string => (to === 'custom_object' ? recordId : '123456');

function valueOf({ label, type, options = [] }: LabelledField): string | number | string[] {
  switch (type) {
    case 'text':
    case 'textarea':
    case 'hidden':
      return label;
    case 'date':
      return time.slice(0, 10);
    case 'datetime':
      return time;
    case 'number':
    case 'currency':
      return 100;
    case 'dropdown':
    case 'radio':
      return options[0] ?? '';
    case 'multiselect':
    case 'checkbox':
      return options.slice(0, 2);
    default:
      return assertNever(type);
  }
}
