// A broker of its own, which is stopped, frozen and killed: whatever happens to it, nothing is accepted that it lacks.
import { status as grpcStatus } from '@grpc/grpc-js';
import { eventually, startKafkaBroker, type KafkaBroker } from '@posthorn/testing';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { structOf } from '../doors/struct.js';
import { IngestScene, tokens } from '../ingest-scene.fixture.js';

let folder: string;
let broker: KafkaBroker;
let scene: IngestScene;
let shop: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posthorn-kafka-away-'));
  broker = await startKafkaBroker({ folder });
  scene = await IngestScene.set([broker.address]);
  shop = await scene.connect('shopify', secret);
});

afterAll(async () => {
  await scene.strike();
  await broker.stop();
  await rm(folder, { recursive: true, force: true });
});

const event = (id: string) => ({
  id,
  type: 'deal_pipeline_add',
  data: { pipeline: { id: '2', title: 'Renewals' } },
});

const secret = 'the secret of a shop';

/** As a shop does. */
function sendSigned(): Promise<Response> {
  const body = '{"id": 1}';
  const headers = {
    'x-shopify-topic': 'orders/delete',
    'x-shopify-webhook-id': 'away-5',
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
  };
  return fetch(`${scene.service.httpUrl}/v1/connections/${shop}/shopify`, { method: 'POST', headers, body });
}

const signal = (name: NodeJS.Signals) => process.kill(broker.process?.pid ?? 0, name);

it('is 503 within seconds while the broker hangs', async () => {
  signal('SIGSTOP');
  try {
    const startedMs = performance.now();
    const { status, headers, body } = await scene.post(event('frozen'));
    expect(performance.now() - startedMs).toBeLessThan(8_000);
    expect({ status, code: body.code, retryAfter: headers.get('retry-after') }).toEqual({
      status: 503,
      code: 'kafka_unavailable',
      retryAfter: '5',
    });
  } finally {
    signal('SIGCONT');
  }
  await scene.isReady();
});

it('is 503 with Retry-After while the broker is away, and not ready; 202 again when it is back', async () => {
  expect((await scene.post(event('before'))).status).toBe(202);
  expect((await sendSigned()).status).toBe(200);
  const stream = scene.grpc.ingest.openStream('PublishStream', { authorization: `Bearer ${tokens.ingest}` });
  const streamed = stream.iterator() as AsyncIterator<unknown>;
  const message = (id: string) => ({ event: { ...event(id), data: structOf(event(id).data) } });
  stream.write(message('streamed'));
  expect((await streamed.next()).value).toMatchObject({ accepted: { id: 'streamed' } });
  await broker.kill();
  stream.write(message('away-0'));
  await expect(streamed.next()).rejects.toMatchObject({ code: grpcStatus.UNAVAILABLE });
  const answers = await Promise.all([
    scene.post(event('away-1')),
    scene.post([event('away-2'), event('away-3')]),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['5', '5']);
  expect(answers[1].body).toMatchObject({
    accepted_count: 0,
    results: [{ refused: { code: 'kafka_unavailable' } }, {}],
  });
  const ready = await scene.get('/health/ready');
  expect({ status: ready.status, body: await ready.json() }).toMatchObject({
    status: 503,
    body: { status: 'not_ready', checks: { kafka: 'no answer within 1500 ms' } },
  });
  const shopify = await sendSigned();
  expect({ status: shopify.status, retryAfter: shopify.headers.get('retry-after') }).toEqual({
    status: 503,
    retryAfter: '5',
  });
  expect((await scene.post(event('away-4'), { token: 'pht_unknown' })).body).toMatchObject({
    status: 503,
    code: 'registry_unavailable',
  });

  await broker.start();
  await scene.isReady();
  await eventually(async () => (await scene.post(event('after'))).status === 202 || undefined);
  const ids = (await scene.records('deal')).map(({ headers }) => headers.ce_id);
  expect(ids).toEqual(expect.arrayContaining(['before', 'streamed', 'after']));
  expect((await scene.post(event('last'), { token: tokens.admin })).status).toBe(202);
});
