// Event types about records of custom objects, whose schemas the customer makes. Keys: ActiveCampaign's resource of a
// record; the codes are Posthorn's.
import { z } from 'zod';
import { fieldValue, text, time } from './data-values.js';
import { enterprisePlans } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';
import { each, value } from './form-builders.js';

const customObjectEvent = eventTypesOf({
  objectType: 'custom-object',
  kind: 'custom_object',
  plans: enterprisePlans,
  subjectFrom: ['record', 'id'],
  schemaFrom: ['schema', 'id'],
  envelope: 'without_list',
});

const key = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .describe('Id: 1 to 64 letters, digits, underscores or dashes, such as a UUID.');

const record = z.strictObject({
  id: key,
  external_id: text.optional().describe('Its id in the system that it comes from.'),
  fields: z.array(z.strictObject({ id: text.min(1), value: fieldValue })),
  relationships: z
    .record(text.min(1), z.array(key))
    .optional()
    .describe('Ids of the contacts and others that it belongs to, by the id of the relationship.'),
  create_date: time.optional(),
  update_date: time.optional(),
});

const schema = z
  .strictObject({ id: key, slug: text })
  .describe('One of the account’s schemas: its id and its slug.');
const schemaSample = { id: '8d2e0b34-6c1f-4f0e-9a65-1f2f7a3b9c10', slug: 'engine' };

const recordSample = {
  id: '5b1f7c02-93de-4b8e-8f2d-77c1d0a4e9b6',
  external_id: 'engine-2',
  fields: [
    { id: 'metal', value: 'Brass' },
    { id: 'wheels', value: 8000 },
    { id: 'uses', value: ['Tables', 'Navigation'] },
  ],
  relationships: { 'primary-contact': ['123456'] },
  create_date: '2026-07-01T09:00:00-05:00',
  update_date: '2026-07-17T22:01:25-05:00',
};

const told = {
  schema: z.strictObject({ schema, record }),
  sample: { schema: schemaSample, record: recordSample },
  form: [
    value('schema.id'),
    value('schema.slug'),
    value('record.id'),
    value('record.externalId', 'record.external_id'),
    each('record.fields', 'record.fields', [value('id'), value('value')]),
    each('record.relationships', 'record.relationships', [{ kind: 'each', key: [], from: [], item: 'text' }]),
    value('record.createdTimestamp', 'record.create_date', 'local_time_iso'),
    value('record.updatedTimestamp', 'record.update_date', 'local_time_iso'),
  ],
};

/** Of what is deleted a producer need not know more than the id. */
const deletedSchema = z.strictObject({ schema, record: record.partial().extend({ id: key }) });

export const customObjectEventTypes: readonly EventType[] = [
  customObjectEvent({ code: 'custom_object_created', label: 'Custom object created', ...told }),
  customObjectEvent({ code: 'custom_object_updated', label: 'Custom object updated', ...told }),
  customObjectEvent({
    code: 'custom_object_deleted',
    label: 'Custom object deleted',
    ...told,
    schema: deletedSchema,
  }),
];
