import { describe, expect, it } from 'vitest';
import { phpFields } from '../php-fields.js';
import { changesOf, creationOf, idOf, searchOf } from './api-request.js';

const form = 'name=A+hook&url=https%3A%2F%2Fa.example%2F&action[]=subscribe&action[]=update&init[0]=public';
const subscription = {
  name: 'A hook',
  url: 'https://a.example/',
  event_types: ['subscribe', 'update'],
  sources: ['public'],
};

describe('a creation', () => {
  it.each([
    ['', {}],
    ['&lists[]=0', {}],
    ['&lists[0]=0', {}],
    ['&lists[]=7', { list_id: '7' }],
    ['&lists[123]=123', { list_id: '123' }],
    ['&lists[]=1&lists[]=2', { list_id: '1,2' }],
  ])('with %j has %j', (lists, list) => {
    expect(creationOf(phpFields(form + lists))).toEqual({ ...subscription, ...list });
  });
});

it('a change has what the form has', () => {
  expect(changesOf(phpFields('id=1&name=B&api_key=x'))).toEqual({ name: 'B' });
  expect(changesOf(phpFields('id=1&schemaid=sch_1'))).toEqual({ schema_id: 'sch_1' });
  expect(changesOf(phpFields('id=1&lists[0]=0'))).toEqual({ list_id: null });
});

it.each([
  ['id=3', '3'],
  ['id[]=3', ''],
  ['', ''],
])('%j names the id %j', (text, id) => {
  expect(idOf(phpFields(text))).toBe(id);
});

it.each([
  ['', { limit: 20, offset: 0 }],
  ['ids=all&page=3', { limit: 20, offset: 40 }],
  ['ids=1,2', { numbers: ['1', '2'], limit: 20, offset: 0 }],
])('the list of %j is %j', (text, search) => {
  expect(searchOf(phpFields(text))).toEqual(search);
});
