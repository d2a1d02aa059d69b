import { status } from '@grpc/grpc-js';
import { automationWebhook } from '@posthorn/contracts';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { structOf } from '../doors/struct.js';
import { IngestScene, operatorToken, tokens } from '../ingest-scene.fixture.js';

let scene: IngestScene;

beforeAll(async () => {
  scene = await IngestScene.set(inject('kafkaBrokers'));
  await scene.addAccount('planless', { plans: [] });
});
afterAll(() => scene.strike());

const { url, contact } = automationWebhook.sample as { url: string; contact: object };
const body = { url, contact };

interface Sent {
  readonly seriesId?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly token?: string;
}

/** What both doors say, in the words of REST. */
interface Said {
  readonly status: number;
  readonly accepted?: Readonly<Record<string, unknown>>;
  readonly code?: string;
  readonly fields?: readonly string[];
}

const fieldsOf = (problem: { readonly errors?: unknown }): readonly string[] =>
  ((problem.errors ?? []) as readonly { field: string }[]).map(({ field }) => field);

const doors: Readonly<Record<'rest' | 'grpc', (sent: Sent) => Promise<Said>>> = {
  rest: async ({ seriesId = '12', body: sent = body, token = tokens.ingest }) => {
    const answer = await scene.post(sent, { token, path: `/v1/automations/${seriesId}/webhook` });
    if (answer.status === 202) return { status: 202, accepted: answer.body };
    return { status: answer.status, code: String(answer.body.code), fields: fieldsOf(answer.body) };
  },
  grpc: async ({ seriesId = '12', body: { contact: sent, ...fields } = body, token = tokens.ingest }) => {
    const message = { series_id: seriesId, ...fields, ...(sent ? { contact: structOf(sent) } : {}) };
    const answer = await scene.grpc.automations.call('SendWebhook', message, {
      authorization: `Bearer ${token}`,
    });
    if (answer.ok)
      return { status: 202, accepted: (answer.message as { accepted: object }).accepted as never };
    const problem = answer.problem as { status: number; code: string; errors?: unknown };
    expect(answer.code).toBe(grpcCodes[problem.status]);
    return { status: problem.status, code: problem.code, fields: fieldsOf(problem) };
  },
};

const grpcCodes: Readonly<Record<number, number>> = {
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  413: status.INVALID_ARGUMENT,
  422: status.INVALID_ARGUMENT,
};

describe.each(['rest', 'grpc'] as const)('an automation’s webhook over %s', (name) => {
  const send = doors[name];

  it('stands in its topic before it is answered, keyed by account and series', async () => {
    const id = `run-${name}`;
    const { accepted } = await send({ body: { ...body, id } });
    const record = await scene.recordOf('automation', id);
    expect(accepted).toEqual({
      ...{ id, topic: scene.topics.names.events('automation') },
      ...{ partition: record?.partition, offset: record?.offset },
      appended_at: new Date(record?.appendedAtMs ?? 0).toISOString(),
    });
    expect(record?.key).toBe('acme:12');
    expect(JSON.parse(record?.value?.toString() ?? '')).toEqual(automationWebhook.sample);
    expect(record?.headers).toMatchObject({
      ...{
        ce_type: 'automation_webhook',
        ce_subject: '12',
        ce_accountid: 'acme',
        ce_initiatedfrom: 'system',
      },
      ...{ ce_source: 'urn:posthorn:ingest', 'content-type': 'application/json' },
    });
  });

  it('is the operator’s for the account that it names', async () => {
    const id = `operated-${name}`;
    const sent = { body: { ...body, id, accountid: 'other' }, token: operatorToken };
    expect((await send(sent)).status).toBe(202);
    expect((await scene.recordOf('automation', id))?.key).toBe('other:12');
  });

  it.each<{ why: string; sent: Sent; said: Said }>([
    { why: 'no token', sent: { token: '' }, said: { status: 401, code: 'unauthenticated' } },
    { why: 'the role read', sent: { token: tokens.read }, said: { status: 403, code: 'permission_denied' } },
    {
      why: 'another account',
      sent: { body: { ...body, accountid: 'other' } },
      said: { status: 403, code: 'permission_denied' },
    },
    {
      why: 'an account without a plan',
      sent: { body: { ...body, accountid: 'planless' }, token: operatorToken },
      said: { status: 403, code: 'plan_lacks_automations' },
    },
    {
      why: 'an operator without account',
      sent: { token: operatorToken },
      said: { status: 422, code: 'invalid_request', fields: ['accountid'] },
    },
    {
      why: 'a series that is none',
      sent: { seriesId: '0x1' },
      said: { status: 422, code: 'invalid_request', fields: ['series_id'] },
    },
    ...[
      'http://receiver.example/',
      'https://receiver.example:8443/',
      'https://10.0.0.1/',
      'https://user:secret@receiver.example/',
      'https://receiver.example/a b',
      'receiver.example',
    ].map((target) => ({
      why: `the URL ${target}`,
      sent: { body: { ...body, url: target } },
      said: { status: 422, code: 'invalid_request', fields: ['url'] },
    })),
    {
      why: 'unknown keys',
      sent: { body: { ...body, contact: { ...contact, colour: 'blue' } } },
      said: { status: 422, code: 'invalid_request', fields: ['contact.colour'] },
    },
    {
      why: 'no contact',
      sent: { body: { url } },
      said: { status: 422, code: 'invalid_request', fields: ['contact'] },
    },
  ])('is refused with $why', async ({ sent, said }) => {
    const before = await scene.records('automation');
    expect(await send(sent)).toEqual({ fields: [], ...said });
    expect(await scene.records('automation')).toHaveLength(before.length);
  });
});

it('is refused over gRPC when its record is larger than its topic takes', async () => {
  const sent = { body: { ...body, contact: { ...contact, first_name: '\u0001'.repeat(300_000) } } };
  expect(await doors.grpc(sent)).toEqual({ status: 413, code: 'event_too_large', fields: ['data'] });
});

it('is no event type', async () => {
  const listed = await (await scene.get('/v1/event-types')).text();
  expect(listed).not.toContain('automation');
  expect((await scene.get('/v1/event-types/automation_webhook')).status).toBe(404);
  const answer = await scene.post({ type: 'automation_webhook', data: automationWebhook.sample });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'type' }] } });
});
