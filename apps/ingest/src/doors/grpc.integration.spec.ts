import { status } from '@grpc/grpc-js';
import type { GrpcAnswer } from '@posthorn/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { IngestScene, operatorToken, tokens } from '../ingest-scene.fixture.js';

let scene: IngestScene;

beforeAll(async () => {
  scene = await IngestScene.set(inject('kafkaBrokers'));
});
afterAll(() => scene.strike());

/** `google.protobuf.Struct` of a plain object, as a client without its own support for it builds one. */
const struct = (object: object): object => ({
  fields: Object.fromEntries(Object.entries(object).map(([name, value]) => [name, structValue(value)])),
});

function structValue(value: unknown): object {
  if (value === null) return { nullValue: 0 };
  if (Array.isArray(value)) return { listValue: { values: value.map(structValue) } };
  if (typeof value === 'object') return { structValue: struct(value) };
  return { [`${typeof value}Value`.replace('boolean', 'bool')]: value };
}

const data = { pipeline: { id: '2', title: 'Renewals' } };
const event = (given: object = {}) => ({ type: 'deal_pipeline_add', data: struct(data), ...given });
const as = (token: string) => ({ authorization: `Bearer ${token}` });

const publish = (sent: object | undefined, token: string = tokens.ingest) =>
  scene.grpc.ingest.call('Publish', { event: sent }, as(token));

interface PublishAnswer {
  readonly message: {
    readonly accepted: { readonly id: string; readonly partition: number; readonly offset: string };
  };
}
const acceptedIn = (answer: GrpcAnswer) => (answer as unknown as PublishAnswer).message.accepted;

describe('Publish', () => {
  it('answers with the place of the record, which REST would have written, too', async () => {
    const given = { id: 'g-1', source: '/crm', initiatedfrom: 'admin', listid: '7', mass: true };
    const accepted = acceptedIn(await publish(event(given)));
    const record = await scene.recordOf('deal', 'g-1');
    expect(accepted).toEqual({
      id: 'g-1',
      topic: scene.topics.names.events('deal'),
      partition: record?.partition,
      offset: record?.offset,
      appended_at: new Date(record?.appendedAtMs ?? 0).toISOString(),
    });
    expect(record?.key).toBe('acme:2');
    expect(JSON.parse(record?.value?.toString() ?? '')).toEqual(data);
    expect(record?.headers).toMatchObject({
      ce_source: '/crm',
      ce_listid: '7',
      ce_mass: 'true',
      ce_accountid: 'acme',
    });
  });

  it('takes the trace of the call', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const answer = await scene.grpc.ingest.call(
      'Publish',
      { event: event() },
      { ...as(tokens.ingest), traceparent },
    );
    const record = await scene.recordOf('deal', acceptedIn(answer).id);
    expect(record?.headers.ce_traceparent).toBe(traceparent);
  });

  it('keeps every kind of value', async () => {
    const contact = {
      id: '1',
      email: 'ada@example.com',
      fields: { '1': null, '2': 3.5, '3': true, '4': ['a', 'b'] },
    };
    const answer = await publish({ type: 'update', data: struct({ contact }) });
    const record = await scene.recordOf('contact', acceptedIn(answer).id);
    expect(JSON.parse(record?.value?.toString() ?? '')).toMatchObject({ contact });
  });

  it.each([
    { why: 'no token', token: '', code: status.UNAUTHENTICATED, problem: 'unauthenticated' },
    {
      why: 'a token that may only read',
      token: tokens.read,
      code: status.PERMISSION_DENIED,
      problem: 'permission_denied',
    },
    {
      why: 'another account',
      sent: event({ accountid: 'other' }),
      code: status.PERMISSION_DENIED,
      problem: 'permission_denied',
    },
    {
      why: 'an unknown account',
      token: operatorToken,
      sent: event({ accountid: 'nobody' }),
      field: 'accountid',
    },
    { why: 'no event', sent: undefined, field: 'type' },
    { why: 'no data', sent: event({ data: undefined }), field: 'data' },
    {
      why: 'an unknown key in data',
      sent: event({ data: struct({ ...data, colour: 1 }) }),
      field: 'data.colour',
    },
    {
      why: 'a number that JSON has not',
      sent: event({ data: struct({ pipeline: { ...data.pipeline, id: Number.NaN } }) }),
      field: 'data.pipeline.id',
    },
    { why: 'a control character in its id', sent: event({ id: 'a\u0007' }), field: 'id' },
  ])(
    'refuses $why',
    async ({
      token,
      sent = event(),
      code = status.INVALID_ARGUMENT,
      problem = 'invalid_request',
      field,
      why,
    }) => {
      const answer = await publish(why === 'no event' ? undefined : sent, token);
      expect(answer).toMatchObject({ ok: false, code, problem: { code: problem } });
      const faults = (answer as { problem: { errors?: { field: string }[] } }).problem.errors ?? [];
      expect(faults.map((fault) => fault.field)).toEqual(
        field === undefined ? [] : expect.arrayContaining([field]),
      );
    },
  );

  it('refuses an event whose record its topic would not take', async () => {
    const title = '\u0001'.repeat(300_000);
    const answer = await publish(event({ data: struct({ pipeline: { id: '2', title } }) }));
    expect(answer).toMatchObject({
      code: status.INVALID_ARGUMENT,
      problem: { status: 413, code: 'event_too_large' },
    });
  });
});

describe('PublishBatch', () => {
  it('has a result for each event in its order', async () => {
    const events = [event({ id: 'gb-1' }), event({ type: 'deal_sneeze' }), event({ id: 'gb-3' })];
    const answer = await scene.grpc.ingest.call('PublishBatch', { events }, as(tokens.ingest));
    expect(answer).toMatchObject({
      ok: true,
      message: {
        accepted_count: 2,
        refused_count: 1,
        results: [
          { accepted: { id: 'gb-1' } },
          { refused: { status: 422, code: 'invalid_request', errors: [{ field: 'type' }] } },
          { accepted: { id: 'gb-3' } },
        ],
      },
    });
    expect(await scene.recordOf('deal', 'gb-3')).toBeDefined();
  });

  it('refuses none, and too many', async () => {
    for (const events of [[], Array.from({ length: 1_001 }, () => event())]) {
      const answer = await scene.grpc.ingest.call('PublishBatch', { events }, as(tokens.ingest));
      expect(answer).toMatchObject({ code: status.INVALID_ARGUMENT, problem: { code: 'invalid_request' } });
    }
  });
});
