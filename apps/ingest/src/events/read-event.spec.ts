import { eventTypes, findEventType } from '@posthorn/contracts';
import type { FieldFault } from '@posthorn/service-runtime';
import { describe, expect, it } from 'vitest';
import { sampleEventOf } from '../event-types/event-type-document.js';
import { readEvent, type ReadingContext } from './read-event.js';

const context: ReadingContext = {
  caller: { kind: 'token', accountId: 'acme', role: 'ingest' },
  traceparent: undefined,
  now: () => new Date('2026-07-17T22:01:25.123Z'),
  newId: () => 'evt_new',
  hasAccount: (id) => id === 'known',
};
const data = { pipeline: { id: '2', title: 'Renewals' } };
const event = (given: object = {}) => ({ type: 'deal_pipeline_add', data, ...given });

function sampleOf(code: string) {
  const eventType = findEventType(code);
  return eventType && sampleEventOf(eventType);
}

const read = (sent: unknown, given: Partial<ReadingContext> = {}) =>
  readEvent(sent, { ...context, ...given });

function attributesOf(sent: unknown, given: Partial<ReadingContext> = {}) {
  const result = read(sent, given);
  if (result.kind === 'refused') throw new Error(result.problem.detail);
  return result.event.attributes;
}

function faultsOf(sent: unknown, given: Partial<ReadingContext> = {}): readonly FieldFault[] {
  const result = read(sent, given);
  return result.kind === 'refused' ? (result.problem.errors ?? []) : [];
}

const fieldsOf = (sent: unknown) => faultsOf(sent).map(({ field }) => field);

describe('what is absent', () => {
  it('is filled in', () => {
    expect(attributesOf(event())).toEqual({
      id: 'evt_new',
      source: 'urn:posthorn:ingest',
      type: 'deal_pipeline_add',
      time: '2026-07-17T22:01:25.123Z',
      subject: '2',
      accountId: 'acme',
      initiatedFrom: 'api',
      initiatedBy: 'api',
      listIds: [],
      schemaId: undefined,
      mass: false,
      traceparent: undefined,
    });
  });

  it('is schemaid: the schema in data, of a custom object', () => {
    const record = sampleOf('custom_object_created');
    expect(attributesOf(record).schemaId).toBe('8d2e0b34-6c1f-4f0e-9a65-1f2f7a3b9c10');
    expect(faultsOf({ ...record, schemaid: 'another' })).toMatchObject([{ field: 'schemaid' }]);
    expect(faultsOf(event({ schemaid: 'another' }))).toMatchObject([{ field: 'schemaid' }]);
  });

  it('is initiatedby: as initiatedfrom', () => {
    expect(attributesOf(event({ initiatedfrom: 'system' })).initiatedBy).toBe('system');
  });

  it('is traceparent: as the request has it, when it is one', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect(attributesOf(event(), { traceparent }).traceparent).toBe(traceparent);
    expect(attributesOf(event(), { traceparent: 'nonsense' }).traceparent).toBeUndefined();
  });
});

it('keeps what is given', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
  const given = {
    ...{ id: 'e-1', source: '/crm', time: '2026-07-17T22:01:25-05:00', subject: '9', accountid: 'acme' },
    ...{ initiatedfrom: 'admin', initiatedby: 'ada', listid: '0, 1,7', mass: true, traceparent },
    ...{ specversion: '1.0', datacontenttype: 'application/json' },
  };
  expect(attributesOf(event(given), { traceparent: undefined })).toMatchObject({
    ...{ id: 'e-1', source: '/crm', time: '2026-07-17T22:01:25-05:00', subject: '9', accountId: 'acme' },
    ...{ initiatedFrom: 'admin', initiatedBy: 'ada', listIds: ['1', '7'], mass: true, traceparent },
  });
});

describe('what is wrong', () => {
  it.each<[string, unknown]>([
    ['specversion', '0.3'],
    ['id', ''],
    ['id', 7],
    ['id', 'x'.repeat(257)],
    ['id', 'é'.repeat(129)],
    ['id', 'a\u0000b'],
    ['id', 'a\u0085b'],
    ['id', '\ud800'],
    ['source', 'line\nbreak'],
    ['source', 'two words'],
    ['subject', 'a\u007f'],
    ['subject', 'x'.repeat(257)],
    ['time', 'yesterday'],
    ['time', '2026-07-17T22:01:25'],
    ['time', '2026-02-30T00:00:00Z'],
    ['time', `2026-07-17T22:01:25.${'1'.repeat(100)}Z`],
    ['datacontenttype', 'text/xml'],
    ['accountid', 'a b'],
    ['initiatedfrom', 'robot'],
    ['initiatedby', 'x'.repeat(257)],
    ['listid', '1;2'],
    ['listid', 7],
    ['listid', '1,'.repeat(600) + '1'],
    ['mass', 'true'],
    ['traceparent', '00-0-0-00'],
    ['data', 'text'],
    ['data', []],
    ['data_base64', 'e30='],
    ['dataschema', 'https://schema.example'],
  ])('is named: %s %j', (field, value) => {
    expect(fieldsOf(event({ [field]: value }))).toEqual([field]);
  });

  it('is the type when there is no such event type', () => {
    expect(fieldsOf(event({ type: 'deal_sneeze' }))).toEqual(['type']);
    expect(fieldsOf({ data })).toEqual(['type']);
  });

  it.each([null, 7, 'text', [[]]])('is the body when it is no object: %j', (sent) => {
    expect(fieldsOf(sent)).toEqual(['body']);
  });

  it('is told all at once, of the attributes and of data', () => {
    const sent = event({ id: '', colour: 1, data: { pipeline: { id: '02', colour: 1 }, x: 1 } });
    expect([...fieldsOf(sent)].sort()).toEqual(
      ['colour', 'data.pipeline.colour', 'data.pipeline.id', 'data.pipeline.title', 'data.x', 'id'].sort(),
    );
  });

  it('comes with what would be right', () => {
    const faults = faultsOf(event({ data: { pipeline: { id: '02' } } }));
    expect(faults).toEqual([
      { field: 'data.pipeline.id', detail: 'Id: decimal digits as text, without leading zeros' },
      { field: 'data.pipeline.title', detail: 'Required. Give this as string' },
    ]);
  });
});

describe('the account', () => {
  const operator = { caller: { kind: 'operator' } } as const;

  it('is the one that the operator names', () => {
    expect(attributesOf(event({ accountid: 'known' }), operator).accountId).toBe('known');
  });

  it.each([{}, { accountid: 'unknown' }])('must be named and known: %j', (given) => {
    expect(faultsOf(event(given), operator).map(({ field }) => field)).toEqual(['accountid']);
  });

  it('is never another than the token’s', () => {
    expect(read(event({ accountid: 'known' }))).toMatchObject({
      kind: 'refused',
      problem: { status: 403, code: 'permission_denied' },
    });
  });
});

it.each(eventTypes)('takes the sample of $code as it stands', (eventType) => {
  expect(faultsOf(sampleEventOf(eventType))).toEqual([]);
});
