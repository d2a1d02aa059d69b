import { eventTypes, fieldTypes, findEventType, optionsOf } from '@posthorn/contracts';
import { expect, it } from 'vitest';
import { sampleData, type SampleSchema } from './sample-data.js';

const schema: SampleSchema = {
  ...{ id: 'sch_1', slug: 'car' },
  fields: fieldTypes.map((type) => ({
    ...{ id: `f-${type}`, label: `A ${type}`, type, required: true },
    options: optionsOf(type) === undefined ? [] : ['First', 'Second', 'Third'],
  })),
  relationships: [
    { id: 'owner', label: 'Owner', to: 'contact', many: false },
    { id: 'part', label: 'Part', to: 'custom_object', schema_id: 'sch_1', many: true },
  ],
};

const created = findEventType('custom_object_created');
if (created === undefined) throw new Error('custom_object_created is not in the catalogue');

it.each(eventTypes)('of $code follows the catalogue', (eventType) => {
  expect(eventType.schema.safeParse(sampleData(eventType, schema)).error).toBeUndefined();
  expect(sampleData(eventType, undefined)).toBe(eventType.sample);
});

it('of a custom object is a record of its schema, with a value for each field', () => {
  const data = sampleData(created, schema);
  expect(data).toMatchObject({
    schema: { id: 'sch_1', slug: 'car' },
    record: { relationships: { owner: ['123456'], part: [expect.stringMatching(/^[0-9a-f-]{36}$/)] } },
  });
  const { fields } = data.record as { fields: { id: string; value: unknown }[] };
  expect(Object.fromEntries(fields.map(({ id, value }) => [id.slice(2), value]))).toMatchObject({
    ...{ text: 'A text', date: '2026-07-17', datetime: '2026-07-17T22:01:25-05:00', number: 100 },
    ...{ dropdown: 'First', checkbox: ['First', 'Second'] },
  });
});
