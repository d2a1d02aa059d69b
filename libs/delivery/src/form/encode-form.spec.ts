// Bodies captured from live accounts (personal data replaced) and the rules of the envelope. A capture that stands
// here in pairs is encoded by `body`, which knows nothing of the encoder.
import { eventTypes, findEventType, type EventAttributes, type EventType } from '@posthorn/contracts';
import { describe, expect, it } from 'vitest';
import { encodeForm } from './encode-form.js';

const capturedTagAdded =
  'type=contact_tag_added&date_time=2026-07-17T22%3A01%3A25-05%3A00&initiated_from=admin&initiated_by=admin&list=0&contact%5Bid%5D=123456&contact%5Bemail%5D=robert%40example.com&contact%5Bfirst_name%5D=Robert&contact%5Blast_name%5D=&contact%5Bphone%5D=%2B1+555-010-1234&contact%5Bip%5D=127.0.0.1&contact%5Btags%5D=%5BKRC%5D+Registered+for+Challenge%2C+%5BKRC%5D+Registered+-+07%2F20%2F26&contact%5Bfields%5D%5B39%5D=11111111-2222-4333-8444-555555555555&tag=%5BKRC%5D+Registered+for+Challenge';

const attributes: EventAttributes = {
  id: 'evt_1',
  source: '/crm',
  type: 'subscribe',
  time: '2017-11-27T18:51:37.250Z',
  subject: undefined,
  accountId: 'acc_1',
  initiatedFrom: 'admin',
  initiatedBy: 'admin',
  listIds: [],
  schemaId: undefined,
  mass: false,
  traceparent: undefined,
};

const eventTypeOf = (code: string): EventType => {
  const eventType = findEventType(code);
  if (eventType === undefined) throw new Error(`the catalogue has no ${code}`);
  return eventType;
};

interface Sent {
  readonly time?: string;
  readonly attributes?: Partial<EventAttributes>;
  readonly listId?: string;
}

const encode = (type: string, data: unknown, sent: Sent = {}): string =>
  encodeForm(
    eventTypeOf(type),
    { attributes: { ...attributes, type, time: sent.time ?? attributes.time, ...sent.attributes }, data },
    { timeZone: 'America/Chicago', listId: sent.listId },
  ).toString('latin1');

type Pairs = readonly (readonly [string, string])[];

const body = (pairs: Pairs): string =>
  pairs
    .map((pair) => pair.map((text) => encodeURIComponent(text).replaceAll('%20', '+')).join('='))
    .join('&');

const keysOf = (form: string): string[] => [...new URLSearchParams(form).keys()];

const envelope = (type: string, dateTime: string): Pairs => [
  ['type', type],
  ['date_time', dateTime],
  ['initiated_from', 'admin'],
  ['initiated_by', 'admin'],
  ['list', '0'],
];

const contact = { id: '9', email: 'a@example.com', first_name: 'Ann', last_name: 'Lee' };

const contactPairs: Pairs = [
  ['contact[id]', '9'],
  ['contact[email]', 'a@example.com'],
  ['contact[first_name]', 'Ann'],
  ['contact[last_name]', 'Lee'],
  ['contact[phone]', ''],
  ['contact[ip]', '0.0.0.0'],
  ['contact[tags]', ''],
  ['contact[customer_acct_name]', ''],
  ['contact[orgname]', ''],
];

const deal = {
  id: '1',
  title: 'deal1',
  create_date: '2017-11-24T16:06:22Z',
  stage: { id: '1', title: 'To Contact' },
  pipeline: { id: '1', title: 'my_pipeline' },
  value_cents: 10000,
  currency: 'USD',
  owner: { id: '1', first_name: 'Owner' },
  contact,
  status: 'open',
};

const dealPairs: Pairs = [
  ['deal[id]', '1'],
  ['deal[title]', 'deal1'],
  ['deal[create_date]', '2017-11-24 10:06:22'],
  ['deal[create_date_iso]', '2017-11-24T10:06:22-06:00'],
  ['deal[orgid]', '0'],
  ['deal[orgname]', ''],
  ['deal[stageid]', '1'],
  ['deal[stage_title]', 'To Contact'],
  ['deal[pipelineid]', '1'],
  ['deal[pipeline_title]', 'my_pipeline'],
  ['deal[value]', '100.00'],
  ['deal[value_raw]', '100'],
  ['deal[currency]', 'usd'],
  ['deal[currency_symbol]', '$'],
  ['deal[owner]', '1'],
  ['deal[owner_firstname]', 'Owner'],
  ['deal[owner_lastname]', ''],
  ['deal[contactid]', '9'],
  ['deal[contact_email]', 'a@example.com'],
  ['deal[contact_firstname]', 'Ann'],
  ['deal[contact_lastname]', 'Lee'],
  ['deal[status]', '0'],
];

describe('bodies captured from ActiveCampaign', () => {
  it('contact_tag_added, 2026, byte for byte', () => {
    const data = {
      contact: {
        id: '123456',
        email: 'robert@example.com',
        first_name: 'Robert',
        last_name: '',
        phone: '+1 555-010-1234',
        ip: '127.0.0.1',
        tags: ['[KRC] Registered for Challenge', '[KRC] Registered - 07/20/26'],
        fields: { '39': '11111111-2222-4333-8444-555555555555' },
      },
      tag: '[KRC] Registered for Challenge',
    };
    expect(encode('contact_tag_added', data, { time: '2026-07-18T03:01:25Z' })).toBe(capturedTagAdded);
  });

  it('subscribe, 2017, with the company keys that later captures have', () => {
    const written = encode('subscribe', { contact: { id: '119', email: 'a@example.com' } });
    expect(written).toBe(
      body([
        ...envelope('subscribe', '2017-11-27T12:51:37-06:00'),
        ['contact[id]', '119'],
        ['contact[email]', 'a@example.com'],
        ['contact[first_name]', ''],
        ['contact[last_name]', ''],
        ['contact[phone]', ''],
        ['contact[ip]', '0.0.0.0'],
        ['contact[tags]', ''],
        ['contact[customer_acct_name]', ''],
        ['contact[orgname]', ''],
        ['customer_acct_name', ''],
        ['customer_acct_id', '0'],
        ['orgname', ''],
      ]),
    );
  });

  it('update, 2023, in its order', () => {
    const written = encode('update', { contact: { ...contact, fields: { '7': 'x' } } });
    expect(keysOf(written).slice(5)).toEqual([
      ...['contact[id]', 'contact[email]', 'contact[first_name]', 'contact[last_name]', 'contact[phone]'],
      ...['contact[ip]', 'contact[tags]', 'contact[fields][7]', 'contact[customer_acct_name]'],
      ...['contact[orgname]', 'customer_acct_name', 'customer_acct_id', 'orgname'],
    ]);
    expect(written).toMatch(/&customer_acct_name=&customer_acct_id=0&orgname=$/);
  });

  it('deal_add, 2017', () => {
    const written = encode('deal_add', { deal }, { time: '2017-11-24T16:06:22Z' });
    expect(written).toBe(
      body([
        ...envelope('deal_add', '2017-11-24T10:06:22-06:00'),
        ...dealPairs,
        ...contactPairs,
        ['orgname', ''],
      ]),
    );
  });

  it('deal_task_add, 2017', () => {
    const task = {
      id: '1',
      type: { id: '1', title: 'Call' },
      note: 'task1',
      due_date: '2017-11-25T17:00:00Z',
      end_date: '2017-11-25T11:15:00-06:00',
    };
    expect(encode('deal_task_add', { deal, task })).toBe(
      body([
        ...envelope('deal_task_add', '2017-11-27T12:51:37-06:00'),
        ...dealPairs,
        ...contactPairs,
        ['orgname', ''],
        ['task[id]', '1'],
        ['task[type_id]', '1'],
        ['task[type_title]', 'Call'],
        ['task[title]', ''],
        ['task[note]', 'task1'],
        ['task[duedate]', '2017-11-25 11:00:00'],
        ['task[duedate_iso]', '2017-11-25T11:00:00-06:00'],
        ['task[edate]', '2017-11-25 11:15:00'],
        ['task[edate_iso]', '2017-11-25T11:15:00-06:00'],
      ]),
    );
  });

  it('deal_update, 2022: custom fields and the names of what changed', () => {
    const fields = [{ key: 'Forecasted Close Date' }, { id: '85376', key: 'utm_campaign', value: '23847' }];
    const data = { deal: { ...deal, currency: 'EUR', fields }, changes: [{ field: 'utm_source' }] };
    const written = encode('deal_update', data);
    expect(written).toContain('&deal%5Bcurrency%5D=eur&deal%5Bcurrency_symbol%5D=%26euro%3B&');
    expect(written.slice(written.indexOf('deal%5Bstatus%5D'))).toBe(
      body([
        ['deal[status]', '0'],
        ['deal[fields][0][key]', 'Forecasted Close Date'],
        ['deal[fields][0][value]', ''],
        ['deal[fields][1][id]', '85376'],
        ['deal[fields][1][key]', 'utm_campaign'],
        ['deal[fields][1][value]', '23847'],
        ['updated_fields[0]', 'utm_source'],
      ]),
    );
  });
});

describe('the envelope', () => {
  const listsOf = (form: string): string[] =>
    [...new URLSearchParams(form)].filter(([key]) => /^list\b/.test(key)).map((pair) => pair.join('='));
  const several: Partial<EventAttributes> = { initiatedFrom: 'public', listIds: ['2', '5'] };

  it('names the list of the subscription when the event is about it, else the first', () => {
    expect(listsOf(encode('subscribe', {}, { attributes: several, listId: '5' }))).toEqual(['list=5']);
    expect(listsOf(encode('subscribe', {}, { attributes: several, listId: '9' }))).toEqual(['list=2']);
    expect(listsOf(encode('subscribe', {}, { attributes: several }))).toEqual(['list=2']);
    expect(listsOf(encode('subscribe', {}, { listId: '5' }))).toEqual(['list=0']);
  });

  it('leaves the list out where an unsubscribing contact left several', () => {
    const written = encode('unsubscribe', {}, { attributes: several, listId: '5' });
    expect(listsOf(written)).toEqual(['list[0][id]=2', 'list[1][id]=5']);
    const byAdmin: Partial<EventAttributes> = { ...several, initiatedFrom: 'admin' };
    expect(listsOf(encode('unsubscribe', {}, { attributes: byAdmin, listId: '5' }))).toEqual(['list=5']);
  });

  it('keeps who initiated apart from where', () => {
    const written = encode('update', {}, { attributes: { initiatedFrom: 'api', initiatedBy: 'key 7' } });
    expect(written).toContain('&initiated_from=api&initiated_by=key+7&');
  });

  it('has no list for a type without one, and is missing altogether for an automation', () => {
    const written = (kind: EventType['envelope']): string =>
      encodeForm(
        { ...eventTypeOf('deal_pipeline_add'), envelope: kind },
        { attributes, data: { pipeline: { id: '1', title: 'Sales' } } },
        { timeZone: 'UTC' },
      ).toString('latin1');
    expect(written('without_list')).toMatch(/&initiated_by=admin&pipeline%5Bid%5D=1&/);
    expect(written('none')).toBe('pipeline%5Bid%5D=1&pipeline%5Btitle%5D=Sales');
  });
});

describe('the parts that an unsubscription may have', () => {
  it('writes all of them in their order, and none when there are none', () => {
    const full = keysOf(encode('unsubscribe', { ...eventTypeOf('unsubscribe').sample, form: { id: '3' } }));
    expect(full.slice(full.indexOf('contact[orgname]') + 1)).toEqual([
      ...['form[id]', 'campaign[id]', 'campaign[name]', 'campaign[status]', 'campaign[type]'],
      ...['campaign[recipients]', 'campaign[webcopy_url]', 'campaign[message][id]'],
      ...['campaign[message][subject]', 'unsubscribe[reason]', 'active_subscriptions[0]'],
      ...['active_subscriptions[1]', 'customer_acct_name', 'customer_acct_id', 'orgname', 'account_id'],
    ]);
    const bare = keysOf(encode('unsubscribe', { contact }));
    expect(bare.slice(bare.indexOf('contact[orgname]') + 1)).toEqual([
      ...['customer_acct_name', 'customer_acct_id', 'orgname', 'account_id'],
    ]);
  });
});

it('writes pure ASCII for every sample of the catalogue', () => {
  for (const { code, sample } of eventTypes) expect(encode(code, sample)).toMatch(/^[\w.%+&=-]+$/);
});
