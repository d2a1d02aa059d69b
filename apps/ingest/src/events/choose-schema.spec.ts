import { expect, it } from 'vitest';
import { chooseSchema } from './choose-schema.js';

it('takes what data says, which the attribute may repeat', () => {
  expect(chooseSchema(undefined, 'cars')).toEqual({ kind: 'schema', schemaId: 'cars' });
  expect(chooseSchema('cars', 'cars')).toEqual({ kind: 'schema', schemaId: 'cars' });
  expect(chooseSchema(undefined, undefined)).toEqual({ kind: 'schema', schemaId: undefined });
});

it.each([
  ['boats', 'cars', 'The schema in data is "cars"; give the same, or leave it out'],
  ['boats', undefined, 'Only events about custom objects have a schema; leave it out'],
])('refuses %s where data has %s', (named, inData, detail) => {
  expect(chooseSchema(named, inData)).toMatchObject({
    kind: 'refused',
    problem: { code: 'invalid_request', errors: [{ field: 'schemaid', detail }] },
  });
});
