import { automationWebhook } from '@posthorn/contracts';
import { describe, expect, it } from 'vitest';
import { automationRequest } from './automation-request.js';
import { readAutomation, type AutomationContext } from './read-automation.js';

const context: AutomationContext = {
  schema: automationRequest((url) => (url.includes('closed') ? 'This one is closed.' : undefined)),
  caller: { kind: 'token', accountId: 'acme', role: 'ingest' },
  hasAccount: () => false,
  traceparent: undefined,
  now: () => new Date('2026-07-18T03:01:25.000Z'),
  newId: () => 'evt_new',
};
const { url, contact, series_id: seriesId } = automationWebhook.sample;
const body = { url, contact };

const read = (sent: unknown, given: Partial<AutomationContext> & { seriesId?: string } = {}) =>
  readAutomation({ seriesId: given.seriesId ?? String(seriesId), body: sent }, { ...context, ...given });

describe('an automation’s webhook', () => {
  it('becomes an event of its account, about its series', () => {
    expect(read(body)).toEqual({
      kind: 'event',
      event: {
        eventType: automationWebhook,
        data: automationWebhook.sample,
        attributes: {
          ...{ id: 'evt_new', source: 'urn:posthorn:ingest', type: 'automation_webhook', subject: '12' },
          ...{ time: '2026-07-18T03:01:25.000Z', accountId: 'acme', traceparent: undefined },
          ...{
            initiatedFrom: 'system',
            initiatedBy: 'system',
            listIds: [],
            schemaId: undefined,
            mass: false,
          },
        },
      },
    });
  });

  it('keeps the id that it is given, and the trace of its request', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect(read({ ...body, id: 'run-7' }, { traceparent })).toMatchObject({
      event: { attributes: { id: 'run-7', traceparent } },
    });
  });

  it('is the operator’s for the account that it names', () => {
    const given = { caller: { kind: 'operator' }, hasAccount: (id: string) => id === 'other' } as const;
    expect(read({ ...body, accountid: 'other' }, given)).toMatchObject({
      event: { attributes: { accountId: 'other' } },
    });
    expect(read(body, given)).toMatchObject({ problem: { errors: [{ field: 'accountid' }] } });
  });

  it('is refused for another account than the token’s', () => {
    expect(read({ ...body, accountid: 'other' })).toMatchObject({ problem: { code: 'permission_denied' } });
  });
});

const faultsOf = (sent: unknown, id?: string) => {
  const result = read(sent, id === undefined ? {} : { seriesId: id });
  return result.kind === 'refused' ? result.problem.errors : [];
};

it('tells the faults of path and body together, each with what to do', () => {
  expect(
    faultsOf({ url: 'https://closed.example/', contact: { id: '1', email: '', ip4: '1.1.1.1' } }, 'x'),
  ).toEqual([
    { field: 'series_id', detail: 'Id of the automation: decimal digits as text, without leading zeros' },
    { field: 'url', detail: 'This one is closed.' },
    { field: 'contact.ip4', detail: 'Unknown field; remove it or check its spelling' },
  ]);
  expect(faultsOf({})).toEqual([
    { field: 'url', detail: 'Give the https URL that the contact is posted to' },
    { field: 'contact', detail: 'Required. Give the contact, an object' },
  ]);
});

it.each<[string, unknown, string]>([
  ['no object', 'text', 'body'],
  ['an unknown field', { ...body, serieid: '1' }, 'serieid'],
  ['a URL that is too long', { ...body, url: `https://a.example/${'x'.repeat(2_048)}` }, 'url'],
  [
    'a field by a tag in percent signs',
    { ...body, contact: { id: '1', email: '', fields: { '%A%': '' } } },
    'contact.fields.%A%',
  ],
  ['an id that cannot be printed', { ...body, id: 'a\u0007' }, 'id'],
])('refuses %s by its name', (_, sent, field) => {
  expect(faultsOf(sent)?.map((fault) => fault.field)).toEqual([field]);
});
