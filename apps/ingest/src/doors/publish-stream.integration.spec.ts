import { status, type ServiceError } from '@grpc/grpc-js';
import { eventually, failed } from '@posthorn/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { IngestScene, tokens } from '../ingest-scene.fixture.js';
import { structOf } from './struct.js';

let scene: IngestScene;

beforeAll(async () => {
  scene = await IngestScene.set(inject('kafkaBrokers'));
});
afterAll(() => scene.strike());

const event = (id: string, given: object = {}) => ({
  event: {
    ...{ id, type: 'deal_pipeline_add', ...given },
    data: structOf({ pipeline: { id: '2', title: 'Renewals' } }),
  },
});

const open = (token: string = tokens.ingest) =>
  scene.grpc.ingest.openStream('PublishStream', { authorization: `Bearer ${token}` });

type Call = ReturnType<typeof open>;

interface Answer {
  readonly accepted?: { readonly id: string };
  readonly refused?: { readonly code: string };
}

/** All answers that are left, when the call has ended with OK. */
async function restOf(reading: AsyncIterator<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let next = await reading.next(); next.done !== true; next = await reading.next())
    answers.push(next.value);
  return answers;
}

const answersOf = (call: Call): Promise<readonly Answer[]> =>
  restOf(call.iterator() as AsyncIterator<Answer>);

it('answers each event in its order, and goes on after one that is refused', async () => {
  const call = open();
  for (const message of [event('s-1'), event('s-2', { type: 'deal_sneeze' }), {}, event('s-4')])
    call.write(message);
  call.end();
  expect(await answersOf(call)).toMatchObject([
    { accepted: { id: 's-1', topic: scene.topics.names.events('deal') } },
    { refused: { status: 422, code: 'invalid_request', errors: [{ field: 'type' }] } },
    { refused: { status: 422, code: 'invalid_request' } },
    { accepted: { id: 's-4' } },
  ]);
  expect(await scene.recordOf('deal', 's-4')).toBeDefined();
});

it('answers while the call stays open', async () => {
  const call = open();
  const answers = call.iterator() as AsyncIterator<Answer>;
  for (const id of ['o-1', 'o-2']) {
    call.write(event(id));
    expect((await answers.next()).value).toMatchObject({ accepted: { id } });
  }
  call.end();
  expect((await answers.next()).done).toBe(true);
});

/** Events that Kafka has acknowledged since the service started. */
async function acceptedTotal(): Promise<number> {
  const text = await (await scene.get('/metrics')).text();
  return Number(/posthorn_ingest_events_accepted_total\S* (\d+)/.exec(text)?.[1]);
}

it(
  'reads no further while its answers are not read, and loses nothing of it',
  { timeout: 60_000 },
  async () => {
    const count = 2_000;
    const before = await acceptedTotal();
    const call = open();
    for (let index = 0; index < count; index += 1) call.write(event(`slow-${index}`));
    call.end();
    // gRPC's client holds its server up only once something was read.
    const reading = call.iterator() as AsyncIterator<Answer>;
    const first = (await reading.next()).value as Answer;
    let last = 0;
    const accepted = await eventually(
      async () => {
        const now = (await acceptedTotal()) - before;
        const standsStill = now > 0 && now === last;
        last = now;
        return standsStill ? now : undefined;
      },
      { what: 'a standstill', intervalMs: 300, timeoutMs: 30_000 },
    );
    // The bound, and the answers that fit into HTTP/2's window and the buffers of both sides.
    expect(accepted).toBeLessThan(1_500);
    const answers = [first, ...(await restOf(reading))];
    const ids = Array.from({ length: count }, (_, index) => `slow-${index}`);
    expect(answers.map((answer) => answer.accepted?.id)).toEqual(ids);
    expect((await acceptedTotal()) - before).toBe(count);
  },
);

it('ends when the caller may not publish', async () => {
  const call = open(tokens.read);
  call.write(event('r-1'));
  const ending = await answersOf(call).catch((error: unknown) => failed(error as ServiceError));
  expect(ending).toMatchObject({ code: status.PERMISSION_DENIED, problem: { code: 'permission_denied' } });
});

it('outlives a client that goes away', async () => {
  const call = open();
  for (let index = 0; index < 1_000; index += 1) call.write(event(`gone-${index}`));
  call.cancel();
  await expect(answersOf(call)).rejects.toMatchObject({ code: status.CANCELLED });
  const next = open();
  next.write(event('after'));
  next.end();
  expect(await answersOf(next)).toMatchObject([{ accepted: { id: 'after' } }]);
});
