import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { IngestScene, operatorToken, tokens } from '../ingest-scene.fixture.js';

let scene: IngestScene;

beforeAll(async () => {
  scene = await IngestScene.set(inject('kafkaBrokers'));
});
afterAll(() => scene.strike());

const pipeline = { type: 'deal_pipeline_add', data: { pipeline: { id: '2', title: 'Renewals' } } };

describe('an accepted event', () => {
  it('stands in its topic before it is answered, at the place that the answer names', async () => {
    const event = {
      ...pipeline,
      id: 'e-1',
      source: '/crm',
      time: '2026-07-17T22:01:25Z',
      initiatedfrom: 'admin',
      initiatedby: 'ada',
      listid: '1,7',
      mass: true,
    };
    const { status, body } = await scene.post(event);
    expect(status).toBe(202);
    const record = await scene.recordOf('deal', 'e-1');
    expect(body).toEqual({
      id: 'e-1',
      topic: scene.topics.names.events('deal'),
      partition: record?.partition,
      offset: record?.offset,
      appended_at: new Date(record?.appendedAtMs ?? 0).toISOString(),
    });
    expect(record).toMatchObject({ key: 'acme:2' });
    expect(JSON.parse(record?.value?.toString() ?? '')).toEqual(pipeline.data);
    expect(record?.headers).toEqual({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: 'e-1',
      ce_source: '/crm',
      ce_type: 'deal_pipeline_add',
      ce_time: '2026-07-17T22:01:25Z',
      ce_subject: '2',
      ce_accountid: 'acme',
      ce_initiatedfrom: 'admin',
      ce_initiatedby: 'ada',
      ce_listid: '1,7',
      ce_mass: 'true',
    });
  });

  it('is filled in with what it lacks', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { body } = await scene.post(pipeline, { headers: { traceparent } });
    expect(body.id).toMatch(/^evt_[\da-f]{32}$/);
    const record = await scene.recordOf('deal', String(body.id));
    expect(record?.headers).toMatchObject({
      ce_source: 'urn:posthorn:ingest',
      ce_accountid: 'acme',
      ce_initiatedfrom: 'api',
      ce_initiatedby: 'api',
      ce_traceparent: traceparent,
    });
    const ageMs = Date.now() - Date.parse(record?.headers.ce_time ?? '');
    expect(ageMs).toBeLessThan(60_000);
    expect(record?.headers).not.toHaveProperty('ce_listid');
  });

  it('is the operator’s for the account that it names', async () => {
    const { status, body } = await scene.post({ ...pipeline, accountid: 'other' }, { token: operatorToken });
    expect(status).toBe(202);
    const record = await scene.recordOf('deal', String(body.id));
    expect(record?.headers.ce_accountid).toBe('other');
  });

  it('keeps one object’s events in one partition', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => scene.post(pipeline)));
    expect(new Set(answers.map(({ body }) => body.partition)).size).toBe(1);
  });
});

describe('a refused event', () => {
  it.each([
    { why: 'no token', token: '', status: 401, code: 'unauthenticated' },
    { why: 'an unknown token', token: 'pht_unknown', status: 401, code: 'unauthenticated' },
    { why: 'a token that may only read', token: tokens.read, status: 403, code: 'permission_denied' },
    {
      why: 'another account',
      token: tokens.foreign,
      event: { ...pipeline, accountid: 'acme' },
      status: 403,
      code: 'permission_denied',
    },
    {
      why: 'an operator without account',
      token: operatorToken,
      status: 422,
      code: 'invalid_request',
      field: 'accountid',
    },
    {
      why: 'an unknown account',
      token: operatorToken,
      event: { ...pipeline, accountid: 'nobody' },
      status: 422,
      code: 'invalid_request',
      field: 'accountid',
    },
    {
      why: 'an unknown event type',
      event: { ...pipeline, type: 'deal_sneeze' },
      status: 422,
      code: 'invalid_request',
      field: 'type',
    },
    {
      why: 'an unknown attribute',
      event: { ...pipeline, iniatedfrom: 'api' },
      status: 422,
      code: 'invalid_request',
      field: 'iniatedfrom',
    },
    {
      why: 'an unknown key in data',
      event: { ...pipeline, data: { pipeline: { ...pipeline.data.pipeline, colour: 1 } } },
      status: 422,
      code: 'invalid_request',
      field: 'data.pipeline.colour',
    },
    { why: 'no data', event: { type: pipeline.type }, status: 422, code: 'invalid_request', field: 'data' },
    { why: 'malformed JSON', event: '{"type":', status: 400, code: 'malformed_request' },
    { why: 'no object', event: '"deal_add"', status: 422, code: 'invalid_request', field: 'body' },
  ])('has $why: $status $code', async ({ token = tokens.ingest, event = pipeline, status, code, field }) => {
    const before = await scene.records('deal');
    const answer = await scene.post(event, { token });
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    const faults = (answer.body.errors ?? []) as readonly { field: string }[];
    expect(faults.map((fault) => fault.field)).toEqual(field === undefined ? [] : [field]);
    expect(await scene.records('deal')).toHaveLength(before.length);
  });

  it('may be as large as the body limit, and is told the limit above it', async () => {
    const title = (bytes: number) => ({
      ...pipeline,
      data: { pipeline: { id: '2', title: 'x'.repeat(bytes) } },
    });
    expect((await scene.post(title(1_048_000))).status).toBe(202);
    const { status, body } = await scene.post(title(1_048_576));
    expect(status).toBe(413);
    expect(body).toMatchObject({ code: 'body_too_large' });
    expect(body.detail).toContain('1048576 bytes');
  });
});

describe('a token or account that was just made', () => {
  it('is known at once', async () => {
    await scene.addToken('pht_new', { accountId: 'acme', role: 'ingest' });
    expect((await scene.post(pipeline, { token: 'pht_new' })).status).toBe(202);
    await scene.addAccount('newcomer');
    const answer = await scene.post({ ...pipeline, accountid: 'newcomer' }, { token: operatorToken });
    expect(answer.status).toBe(202);
  });
});

describe('a batch', () => {
  it('is 202 when all are accepted, with a result for each in its order', async () => {
    const events = Array.from({ length: 1_000 }, (_, at) => ({ ...pipeline, id: `b-${at}` }));
    const { status, body } = await scene.post(events);
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted_count: 1_000, refused_count: 0 });
    const ids = (body.results as { accepted: { id: string } }[]).map(({ accepted }) => accepted.id);
    expect(ids).toEqual(events.map(({ id }) => id));
    const written = (await scene.records('deal')).filter(({ headers }) => headers.ce_id?.startsWith('b-'));
    expect(written).toHaveLength(1_000);
  });

  it('is 207 when some are', async () => {
    const { status, body } = await scene.post([pipeline, { ...pipeline, type: 'deal_sneeze' }]);
    expect(status).toBe(207);
    expect(body).toMatchObject({
      accepted_count: 1,
      refused_count: 1,
      results: [
        { accepted: { topic: scene.topics.names.events('deal') } },
        { refused: { status: 422, code: 'invalid_request', errors: [{ field: 'type' }] } },
      ],
    });
  });

  it('is 422 when none is', async () => {
    const { status, body } = await scene.post([{}, 7]);
    expect(status).toBe(422);
    expect(body).toMatchObject({ accepted_count: 0, refused_count: 2 });
  });

  it.each([0, 1_001])('of %i events is refused as a whole', async (count) => {
    const { status, body } = await scene.post(Array.from({ length: count }, () => pipeline));
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'body' }] });
  });
});

it('describes itself', async () => {
  const document = (await (await scene.get('/openapi.json')).json()) as { paths: Record<string, unknown> };
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/v1/events', '/v1/event-types']));
});

it('counts what became of events', async () => {
  const text = await (await scene.get('/metrics')).text();
  expect(text).toMatch(/posthorn_ingest_events_accepted_total\{service="ingest"\} [1-9]/);
  expect(text).toMatch(
    /posthorn_ingest_events_refused_total\{code="invalid_request",service="ingest"\} [1-9]/,
  );
});
