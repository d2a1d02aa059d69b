import { describe, expect, it } from 'vitest';
import { phpFields } from '../php-fields.js';
import { changesOf, creationOf, searchOf } from './webhook-request.js';

const webhook = { name: 'A', url: 'https://a.example/', events: ['subscribe'], sources: ['public'] };
const subscription = {
  name: 'A',
  url: 'https://a.example/',
  event_types: ['subscribe'],
  sources: ['public'],
};

describe('a creation', () => {
  it('has the names of the service', () => {
    expect(creationOf({ webhook })).toEqual(subscription);
    expect(creationOf({ webhook: { ...webhook, listid: '7' } })).toEqual({ ...subscription, list_id: '7' });
    expect(creationOf({ webhook: { ...webhook, listid: 7 } })).toEqual({ ...subscription, list_id: '7' });
  });

  it.each(['0', 0, '', null])('has no list when listid is %j', (listid) => {
    expect(creationOf({ webhook: { ...webhook, listid } })).toEqual(subscription);
  });

  it('drops what only answers have', () => {
    const shown = { ...webhook, listid: '0', cdate: '2016-01-01T12:00:00-00:00', links: [], id: '1' };
    expect(creationOf({ webhook: shown })).toEqual(subscription);
  });

  it.each([undefined, null, 7, 'text', [], {}, { webhook: 7 }])('is empty when the body is %j', (body) => {
    expect(creationOf(body)).toEqual({});
  });

  it('hands on what is wrong', () => {
    expect(creationOf({ webhook: { name: 7, listid: 'x' } })).toEqual({ name: 7, list_id: 'x' });
  });
});

it.each([
  [{ name: 'B' }, { name: 'B' }],
  [{ listid: '0' }, { list_id: null }],
  [{}, {}],
])('a change %j is %j', (webhook, changes) => {
  expect(changesOf({ webhook })).toEqual(changes);
});

describe('a search', () => {
  const search = (query: string) => searchOf(phpFields(query));

  it('has nothing by default', () => {
    expect(search('')).toEqual({ order: [] });
    expect(search('filters[name]=&filters[listid]=&_=123')).toEqual({ order: [] });
  });

  it('has filters, orders in their order, and a page', () => {
    expect(
      search('filters[name]=A&filters[listid]=7&orders[cdate]=desc&orders[id]=ASC&limit=5&offset=10'),
    ).toEqual({
      name: 'A',
      list_id: '7',
      order: [
        { by: 'created_at', descending: true },
        { by: 'number', descending: false },
      ],
      limit: '5',
      offset: '10',
    });
  });

  it('looks for those without a list', () => {
    expect(search('filters[listid]=0')).toMatchObject({ list_id: null });
  });

  it('gives no more than 100', () => {
    expect(search('limit=1000')).toMatchObject({ limit: 100 });
    expect(search('limit=many')).toMatchObject({ limit: 'many' });
  });

  it('hands on what it does not know', () => {
    expect(search('filters[state]=1&orders[state]=UP')).toEqual({
      'filters[state]': '1',
      order: [{ by: 'state', descending: 'UP' }],
    });
  });
});
