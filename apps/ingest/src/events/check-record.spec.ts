import { schemaRecord } from '@posthorn/testing';
import { describe, expect, it } from 'vitest';
import { recordFaults } from './check-record.js';

const schema = schemaRecord({
  relationships: [
    { id: 'owner', to: 'contact', many: false },
    { id: 'parts', to: 'custom_object', schema_id: 'sch_1', many: true },
  ],
});
const metal = { id: 'metal', value: 'Brass' };

const faults = (record: object, { slug = 'engine', exists = true } = {}) =>
  recordFaults({ schema: { id: schema.id, slug }, record: { id: 'r-1', ...record } }, { schema, exists });
const fieldsOf = (record: object) => faults(record).map(({ field }) => field);

it('takes a record that follows the schema', () => {
  const fields = [metal, { id: 'wheels', value: 8_000 }, { id: 'uses', value: ['Tables'] }];
  expect(faults({ fields, relationships: { owner: ['7'], parts: ['a-b', 'c_d'] } })).toEqual([]);
  expect(faults({ fields: [metal, { id: 'wheels', value: null }] })).toEqual([]);
});

describe('a fault', () => {
  it('is the slug of another schema', () => {
    expect(faults({ fields: [metal] }, { slug: 'car' })).toEqual([
      { field: 'data.schema.slug', detail: 'The slug of this schema is engine' },
    ]);
  });

  it('is a field that the schema has not, by its name and place', () => {
    expect(faults({ fields: [metal, { id: 'colour', value: 'red' }] })).toEqual([
      {
        field: 'data.record.fields[1].id',
        detail: 'The schema has no field "colour". It has metal, wheels, uses',
      },
    ]);
  });

  it('is a value of another type', () => {
    expect(faults({ fields: [metal, { id: 'wheels', value: 'many' }] })).toEqual([
      { field: 'data.record.fields[1].value', detail: 'The field wheels: Give a number, not text' },
    ]);
  });

  it('is a field that is there twice', () => {
    expect(fieldsOf({ fields: [metal, metal] })).toEqual(['data.record.fields[1].id']);
  });

  it.each([
    [[], 'data.record.fields.metal'],
    [[{ id: 'metal', value: '' }], 'data.record.fields[0].value'],
    [[{ id: 'metal', value: null }], 'data.record.fields[0].value'],
  ])('is a required field that has no value: %j', (fields, field) => {
    expect(faults({ fields })).toEqual([
      { field, detail: 'Required: the field metal, of the type text, has no value' },
    ]);
  });

  it('is a relationship that the schema has not', () => {
    const [fault] = faults({ fields: [metal], relationships: { driver: ['7'] } });
    expect(fault?.field).toBe('data.record.relationships.driver');
    expect(fault?.detail).toContain('It has owner, parts');
  });

  it.each([[['7', '8']], [['a-b']]])('is a relationship to %j, where one contact is meant', (owner) => {
    expect(fieldsOf({ fields: [metal], relationships: { owner } })).toEqual([
      'data.record.relationships.owner',
    ]);
  });

  it('is told with all others', () => {
    const record = { fields: [{ id: 'x', value: 1 }], relationships: { y: [] } };
    expect(fieldsOf(record)).toEqual([
      'data.record.fields[0].id',
      'data.record.fields.metal',
      'data.record.relationships.y',
    ]);
  });
});

it('asks of a record that was deleted only of which schema it was, whatever that has become since', () => {
  const former = {
    fields: [
      { id: 'removed', value: 1 },
      { id: 'wheels', value: 'many' },
    ],
    relationships: { y: [] },
  };
  expect(faults(former, { exists: false })).toEqual([]);
  expect(faults(former, { slug: 'other', exists: false })).toHaveLength(1);
});
