import { eventTypes, findEventType, type EventAttributes, type EventType } from '@posthorn/contracts';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { arbitraryData } from '../arbitrary-data.fixture.js';
import { webhookRequest } from '../request/webhook-request.js';
import { encodeJson } from './encode-json.js';

const attributes: EventAttributes = {
  ...{ id: 'evt_1', source: '/crm', type: 'update', time: '2026-07-17T22:01:25-05:00', subject: undefined },
  ...{ accountId: 'acc_1', initiatedFrom: 'public', initiatedBy: 'key 7', listIds: ['2', '5'] },
  ...{ schemaId: undefined, mass: false, traceparent: undefined },
};

const eventTypeOf = (code: string): EventType => {
  const eventType = findEventType(code);
  if (eventType === undefined) throw new Error(`the catalogue has no ${code}`);
  return eventType;
};

const encode = (code: string, data: unknown, given: Partial<EventAttributes> = {}) =>
  JSON.parse(
    encodeJson(eventTypeOf(code), { attributes: { ...attributes, type: code, ...given }, data }).toString(),
  ) as { readonly data: unknown; readonly lists?: unknown; readonly timestamp: string };

it('is a payload of Standard Webhooks, with typed data and what was changed', () => {
  const contact = {
    id: '9',
    email: 'zoë@example.com',
    tags: ['a, b', 'c'],
    fields: { '7': 36, '8': ['x', 'y'] },
  };
  const changes = [{ field: 'phone', from: null, to: '+1 555' }];
  expect(encode('update', { contact, changes })).toEqual({
    type: 'update',
    timestamp: '2026-07-18T03:01:25.000Z',
    event_id: 'evt_1',
    account_id: 'acc_1',
    initiated_from: 'public',
    initiated_by: 'key 7',
    lists: ['2', '5'],
    data: { contact, changes },
  });
});

it('has lists only where a list applies, empty when there is none', () => {
  expect(encode('update', {}, { listIds: [] }).lists).toEqual([]);
  expect(encode('deal_add', {})).not.toHaveProperty('lists');
});

it('is verified by the official library', () => {
  const secret = Buffer.alloc(32, 7);
  const eventType = eventTypeOf('update');
  const body = encodeJson(eventType, { attributes, data: eventType.sample });
  const subscription = { id: 'sub_1', url: 'https://receiver.example/', body_format: 'json' } as const;
  const { headers } = webhookRequest({
    attributes,
    subscription,
    body,
    secrets: [secret],
    nowMs: Date.now(),
  });
  expect(headers['content-type']).toBe('application/json');
  const received = new Webhook(secret.toString('base64')).verify(body, { ...headers });
  expect(received).toMatchObject({ type: 'update', data: eventType.sample });
});

describe('data that no door has checked', () => {
  it('loses what the catalogue does not have, however deep', () => {
    const data = {
      secret: 1,
      deal: { id: '1', secret: 1, stage: { id: '2', secret: 1 }, fields: [{ key: 'a', secret: 1 }] },
    };
    expect(encode('deal_add', data).data).toEqual({
      deal: { id: '1', stage: { id: '2' }, fields: [{ key: 'a' }] },
    });
  });

  it('loses what has another structure, and keeps what is only of another type', () => {
    const contact = { id: 9, email: { a: 1 }, tags: 'one', fields: ['x'], company: [] };
    expect(encode('update', { contact, changes: [7, { field: 'a', to: [['deep']] }] }).data).toEqual({
      contact: { id: 9 },
      changes: [{ field: 'a' }],
    });
    for (const data of [null, 'text', 7, []]) expect(encode('update', data).data).toEqual({});
  });

  it('keeps a time that is none', () => {
    expect(encode('update', {}, { time: 'yesterday' }).timestamp).toBe('yesterday');
  });
});

describe.each(eventTypes)('$code', (eventType) => {
  it('says all of any valid data', () => {
    const property = fc.property(arbitraryData(eventType), (data) => {
      const valid = eventType.schema.parse(data);
      expect(encode(eventType.code, valid).data).toEqual(JSON.parse(JSON.stringify(valid)));
    });
    fc.assert(property, { numRuns: 20 });
  });

  it('takes any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (whole, part) => {
        encode(eventType.code, whole);
        encode(eventType.code, Object.fromEntries(Object.keys(eventType.sample).map((key) => [key, part])));
      }),
      { numRuns: 20 },
    );
  });
});
