import type { SchemaRecord } from '@posthorn/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { IngestScene, operatorToken, tokens } from '../ingest-scene.fixture.js';
import { structOf } from './struct.js';

let scene: IngestScene;
let schema: SchemaRecord;

beforeAll(async () => {
  scene = await IngestScene.set(inject('kafkaBrokers'));
});
afterAll(() => scene.strike());

/** Sent at once: the service has had no time to read of it. */
beforeEach(async () => {
  schema = await scene.addSchema();
});

interface Refused {
  readonly status: number;
  readonly code: string;
  readonly errors?: readonly { readonly field: string }[];
}

type Result = { readonly accepted: { readonly id: string } } | { readonly refused: Refused };

const metal = { id: 'metal', value: 'Brass' };

const event = (record: object = {}, named: object = {}) => ({
  type: 'custom_object_created',
  data: {
    schema: { id: schema.id, slug: schema.slug, ...named },
    record: { id: 'r-1', fields: [metal], ...record },
  },
});

type CustomObjectEvent = ReturnType<typeof event>;

/** The same event over each door. */
const ways: Readonly<Record<string, (sent: CustomObjectEvent, token?: string) => Promise<Result>>> = {
  REST: async (sent, token) => {
    const { body } = await scene.post(sent, token === undefined ? {} : { token });
    return 'code' in body
      ? { refused: body as unknown as Refused }
      : { accepted: body as { readonly id: string } };
  },
  gRPC: async (sent, token = tokens.ingest) => {
    const message = { event: { ...sent, data: structOf(sent.data) } };
    const answer = await scene.grpc.ingest.call('Publish', message, { authorization: `Bearer ${token}` });
    return answer.ok ? (answer.message as Result) : { refused: answer.problem as Refused };
  },
  PublishStream: async (sent, token = tokens.ingest) => {
    const call = scene.grpc.ingest.openStream('PublishStream', { authorization: `Bearer ${token}` });
    call.write({ event: { ...sent, data: structOf(sent.data) } });
    call.end();
    const answers: Result[] = [];
    for await (const answer of call.iterator() as AsyncIterable<Result>) answers.push(answer);
    return answers[0] ?? { refused: { status: 0, code: 'no answer' } };
  },
};

const fieldsOf = (result: Result): readonly string[] | undefined =>
  'refused' in result ? result.refused.errors?.map(({ field }) => field) : undefined;

describe.each(Object.keys(ways))('a custom object over %s', (way) => {
  const send = (sent: CustomObjectEvent, token?: string): Promise<Result> =>
    ways[way]?.(sent, token) ?? Promise.reject(new Error(way));

  it('is accepted by a schema that was just made, and carries its id', async () => {
    const answer = await send(event({ fields: [metal, { id: 'uses', value: ['Tables'] }] }));
    if (!('accepted' in answer)) throw new Error(JSON.stringify(answer));
    const record = await scene.recordOf('custom-object', answer.accepted.id);
    expect(record?.headers.ce_schemaid).toBe(schema.id);
  });

  it.each<{ why: string; record?: object; named?: object; field: string }>([
    { why: 'of a schema that is not there', named: { id: 'sch_nobodys' }, field: 'data.schema.id' },
    { why: 'of another slug', named: { slug: 'car' }, field: 'data.schema.slug' },
    {
      why: 'with a field that the schema has not',
      record: { fields: [metal, { id: 'colour', value: 'red' }] },
      field: 'data.record.fields[1].id',
    },
    {
      why: 'with a value of another type',
      record: { fields: [metal, { id: 'wheels', value: 'many' }] },
      field: 'data.record.fields[1].value',
    },
    { why: 'without a required field', record: { fields: [] }, field: 'data.record.fields.metal' },
    {
      why: 'with a relationship to two',
      record: { relationships: { 'primary-contact': ['1', '2'] } },
      field: 'data.record.relationships.primary-contact',
    },
  ])('$why is refused by name', async ({ record, named, field }) => {
    const before = await scene.records('custom-object');
    const result = await send(event(record, named));
    expect(result).toMatchObject({ refused: { status: 422, code: 'invalid_request' } });
    expect(fieldsOf(result)).toEqual([field]);
    expect(await scene.records('custom-object')).toHaveLength(before.length);
  });

  it("is refused by another account's schema", async () => {
    expect(fieldsOf(await send(event(), tokens.foreign))).toEqual(['data.schema.id']);
  });

  it('is the operator’s by the schema of the account that it names', async () => {
    const named = (accountid: string) => ({ ...event(), accountid });
    expect(await send(named('acme'), operatorToken)).toHaveProperty('accepted');
    expect(fieldsOf(await send(named('other'), operatorToken))).toEqual(['data.schema.id']);
  });

  it('follows a schema that was just changed', async () => {
    expect(await send(event())).toHaveProperty('accepted');
    await scene.addSchema({ id: schema.id, fields: [{ id: 'plate', type: 'text', required: false }] });
    expect(await send(event({ fields: [{ id: 'plate', value: 'B-1' }] }))).toHaveProperty('accepted');
    expect(fieldsOf(await send(event()))).toEqual(['data.record.fields[0].id']);
  });

  it('need not be whole when it was deleted', async () => {
    const deleted = { ...event(), type: 'custom_object_deleted' };
    deleted.data.record = { id: 'r-1' } as typeof deleted.data.record;
    expect(await send(deleted)).toHaveProperty('accepted');
  });
});

it('is refused alone in a batch', async () => {
  const { status, body } = await scene.post([event(), event({ fields: [] })]);
  expect(status).toBe(207);
  expect(body).toMatchObject({ accepted_count: 1, refused_count: 1 });
});
