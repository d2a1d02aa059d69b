import { expect, it } from 'vitest';
import type { EventAttributes } from './event.js';
import { parseEvent } from './parse-event.js';
import { writeEvent } from './write-event.js';

const bare: EventAttributes = {
  id: 'evt_1',
  source: '/crm',
  type: 'custom_object_created',
  time: '2026-07-17T22:01:25.123Z',
  subject: undefined,
  accountId: 'acc_1',
  initiatedFrom: 'api',
  initiatedBy: 'key 7',
  listIds: [],
  schemaId: undefined,
  mass: false,
  traceparent: undefined,
};
const full: EventAttributes = {
  ...bare,
  subject: '42',
  listIds: ['1', '7'],
  schemaId: '8d2e0b34-6c1f-4f0e-9a65-1f2f7a3b9c10',
  mass: true,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

it.each([bare, full])('is read back as it was written', (attributes) => {
  const { headers, value } = writeEvent(attributes, { a: 1 });
  const bytes = Buffer.from(value);
  expect(parseEvent({ headers, value: bytes })).toEqual({
    kind: 'event',
    event: { attributes, data: { form: 'bytes', bytes } },
  });
});

it('has no header for what is absent', () => {
  expect(Object.keys(writeEvent(bare, {}).headers).sort()).toEqual([
    ...['ce_accountid', 'ce_id', 'ce_initiatedby', 'ce_initiatedfrom', 'ce_source', 'ce_specversion'],
    ...['ce_time', 'ce_type', 'content-type'],
  ]);
});

it('is read the same when it is structured', () => {
  const fields = {
    specversion: '1.0',
    id: '1',
    source: '/crm',
    type: 'custom_object_created',
    time: bare.time,
  };
  const event = { ...fields, accountid: 'acc_1', initiatedfrom: 'api', schemaid: 'cars', data: { a: 1 } };
  const headers = { 'content-type': 'application/cloudevents+json' };
  expect(parseEvent({ headers, value: Buffer.from(JSON.stringify(event)) })).toMatchObject({
    event: { attributes: { schemaId: 'cars', initiatedBy: 'api' }, data: { form: 'value', value: { a: 1 } } },
  });
});
