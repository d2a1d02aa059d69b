import { expect, it } from 'vitest';
import { maskedFields, presentFields } from './grpc-message.js';

it('leaves out empty lists, absent fields and what the decoder adds', () => {
  const message = { name: 'a', list_id: undefined, event_types: [], sources: ['api'], _list_id: 'list_id' };
  expect(presentFields(message)).toEqual({ name: 'a', sources: ['api'] });
});

it('does the same within a message', () => {
  const message = {
    labels: { singular: 'Car', plural: undefined, _plural: 'plural' },
    fields: [{ id: 'a', options: [], _required: 'required' }],
  };
  const present = { labels: { singular: 'Car' }, fields: [{ id: 'a' }] };
  expect(presentFields(message)).toEqual(present);
  expect(maskedFields(message, { paths: ['labels', 'fields'] })).toEqual(present);
});

it('takes exactly what the mask names, and null for what is not set', () => {
  const message = { name: 'a', url: 'https://a.example/', event_types: [] };
  expect(maskedFields(message, { paths: ['name', 'list_id', 'event_types'] })).toEqual({
    name: 'a',
    list_id: null,
    event_types: [],
  });
});

it('keeps an unknown path for the schema to refuse', () => {
  expect(maskedFields({ name: 'a' }, { paths: ['naem'] })).toEqual({ naem: null });
});

it.each([undefined, null, { paths: [] }])('without a mask (%j) takes what is set', (mask) => {
  expect(maskedFields({ name: 'a', event_types: [] }, mask)).toEqual({ name: 'a' });
});
