// The catalogue at both doors, and that what it offers as samples is taken.
import { status } from '@grpc/grpc-js';
import { eventTypes, findEventType } from '@posthorn/contracts';
import { schemaRecord } from '@posthorn/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { objectOf, type Struct } from '../doors/struct.js';
import { IngestScene, tokens } from '../ingest-scene.fixture.js';

let scene: IngestScene;

beforeAll(async () => {
  scene = await IngestScene.set(inject('kafkaBrokers'));
  // What the samples of custom objects follow.
  await scene.addSchema({ id: schemaRecord().id });
});
afterAll(() => scene.strike());

interface Listed {
  readonly event_types: readonly { readonly type: string; readonly plans: readonly string[] }[];
}

const listed = async (query = ''): Promise<Listed> =>
  (await (await scene.get(`/v1/event-types${query}`)).json()) as Listed;
const codesIn = ({ event_types: types }: Listed): readonly string[] => types.map(({ type }) => type);

describe('over REST', () => {
  it('has a sample of every event type that is accepted as it stands, where its schema is there', async () => {
    const codes = codesIn(await listed());
    expect(codes).toEqual(eventTypes.map(({ code }) => code));
    const samples = await Promise.all(
      codes.map(async (type) => {
        const response = await scene.get(`/v1/event-types/${type}`);
        return ((await response.json()) as { sample: unknown }).sample;
      }),
    );
    const { status: httpStatus } = await scene.post(samples);
    expect(httpStatus).toBe(202);
  });

  it('has the JSON Schema of an event type', async () => {
    const body: unknown = await (await scene.get('/v1/event-types/deal_update')).json();
    expect(body).toMatchObject({
      type: 'deal_update',
      label: findEventType('deal_update')?.label,
      group: 'Deal',
      object_type: 'deal',
      schema: { type: 'object', additionalProperties: false, required: ['deal'] },
    });
  });

  it('filters by kind and by plan, as this installation has set them', async () => {
    expect(codesIn(await listed('?kind=custom_object'))).toHaveLength(3);
    expect(codesIn(await listed('?kind=standard&plan=sales'))).not.toContain('sms_sent');
    expect(codesIn(await listed('?kind=standard&plan=marketing'))).toContain('sms_sent');
  });

  it('says what it has not', async () => {
    const unknown = await scene.get('/v1/event-types/deal_sneeze');
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'not_found' });
    const faulty = await scene.get('/v1/event-types?kind=none');
    expect(faulty.status).toBe(422);
    expect(await faulty.json()).toMatchObject({ code: 'invalid_request', errors: [{ field: 'kind' }] });
  });
});

describe('over gRPC', () => {
  const ask = async (method: string, request: object): Promise<unknown> => {
    const answer = await scene.grpc.eventTypes.call(method, request);
    return answer.ok ? answer.message : { code: answer.code, problem: answer.problem };
  };

  it('lists as REST does', async () => {
    const filter = { kind: 'standard', plan: 'marketing' };
    const { event_types: types } = await listed('?kind=standard&plan=marketing');
    expect(await ask('ListEventTypes', filter)).toMatchObject({ event_types: types });
    expect(await ask('ListEventTypes', {})).toMatchObject(await listed());
  });

  it('has a sample that is accepted as it stands, and the schema', async () => {
    const { event_type: found } = (await ask('GetEventType', { type: 'custom_object_created' })) as {
      event_type: { sample: object; schema: Struct };
    };
    expect(objectOf(found.schema)).toMatchObject({ type: 'object', required: ['schema', 'record'] });
    const headers = { authorization: `Bearer ${tokens.ingest}` };
    const answer = await scene.grpc.ingest.call('Publish', { event: found.sample }, headers);
    expect(answer).toMatchObject({ ok: true, message: { accepted: {} } });
  });

  it('says what it has not', async () => {
    expect(await ask('GetEventType', {})).toMatchObject({ code: status.NOT_FOUND });
    expect(await ask('ListEventTypes', { plan: 'gold' })).toMatchObject({
      code: status.INVALID_ARGUMENT,
      problem: { code: 'invalid_request', errors: [{ field: 'plan' }] },
    });
  });
});
