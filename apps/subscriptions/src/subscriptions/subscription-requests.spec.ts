import { zodFaults } from '@posthorn/service-runtime';
import { expect, it } from 'vitest';
import { createSubscriptionSchema, updateSubscriptionSchema } from './subscription-requests.js';

const objection = (url: string) => (url.startsWith('https://') ? undefined : 'Use https');
const create = createSubscriptionSchema(objection);
const update = updateSubscriptionSchema(objection);

const wanted = {
  name: 'Orders',
  url: 'https://hooks.example/orders',
  event_types: ['subscribe', 'deal_add'],
  sources: ['public'],
};

const faultsOf = (schema: typeof create | typeof update, input: unknown) => {
  const { error } = schema.safeParse(input);
  return error === undefined ? [] : zodFaults(error).map(({ field }) => field);
};

it('takes a complete one', () => {
  expect(faultsOf(create, wanted)).toEqual([]);
  expect(faultsOf(create, { ...wanted, list_id: '7' })).toEqual([]);
});

it.each<[string, object, string[]]>([
  ['no name', { name: undefined }, ['name']],
  ['an http URL', { url: 'http://hooks.example/' }, ['url']],
  ['no types', { event_types: [] }, ['event_types']],
  ['a type twice', { event_types: ['update', 'update'] }, ['event_types']],
  ['an unknown type', { event_types: ['update', 'no_such'] }, ['event_types[1]']],
  ['text instead of types', { event_types: 'update' }, ['event_types']],
  ['no sources', { sources: [] }, ['sources']],
  ['an unknown source', { sources: ['robot'] }, ['sources[0]']],
  ['a source twice', { sources: ['api', 'api'] }, ['sources']],
  ['a list that is no number', { list_id: 'abc' }, ['list_id']],
  ['the list 0', { list_id: '0' }, ['list_id']],
  ['a list without a type that takes one', { event_types: ['deal_add'], list_id: '7' }, ['list_id']],
  ['an unknown field', { evnt_types: [] }, ['evnt_types']],
  ['several', { name: '', url: 'x', sources: [] }, ['name', 'url', 'sources']],
])('refuses %s', (_, change, fields) => {
  expect(faultsOf(create, { ...wanted, ...change })).toEqual(fields);
});

it('judges the list whatever else is wrong', () => {
  const input = { ...wanted, event_types: ['deal_add'], list_id: '7', name: undefined };
  expect(faultsOf(create, input)).toEqual(['name', 'list_id']);
});

it('lets an update leave everything out, and empty only the list', () => {
  expect(faultsOf(update, {})).toEqual([]);
  expect(faultsOf(update, { list_id: null })).toEqual([]);
  expect(faultsOf(update, { name: null, url: null, account_id: 'a' })).toEqual(['name', 'url', 'account_id']);
});
