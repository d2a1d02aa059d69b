// G9: receivers that misbehave in every way, each with the same events as one that must not notice. While they do, it
// has everything; once they behave, they have everything too. Nothing is sent where a receiver redirects to.
import {
  answer,
  answerRetryAfter,
  eventually,
  freePort,
  redirect,
  startReceiver,
  type Behaviour,
  type ReceivedRequest,
  type Receiver,
} from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { EventWriter } from '../harness/event-writer.js';
import { deadLetters } from '../harness/handed-on.js';
import { latenciesMs, percentile } from '../harness/latency.js';
import { System } from '../harness/system.js';
import { deliveryId, idOf, report, tally } from '../harness/tally.js';
import { keptNowhere } from '../harness/whereabouts.js';

const requestTimeoutMs = 4_000;
const retryAfterS = 2;

let system: System;
let receiver: Receiver;
let forbidden: Receiver;
let customer: Customer;
let writer: EventWriter;

beforeAll(async () => {
  [receiver, forbidden] = await Promise.all([startReceiver(), startReceiver()]);
  system = await System.start({
    name: 'g9',
    environment: { REQUEST_TIMEOUT: `${requestTimeoutMs / 1_000}s` },
  });
  customer = await Customer.signUp(system);
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await Promise.all([receiver.stop(), forbidden.stop()]);
});

const subscribe = (url: string, ...eventTypes: string[]): Promise<Subscription> =>
  customer.subscribe({ url, eventTypes });

async function subscribeAll(paths: readonly string[]): Promise<ReadonlyMap<string, Subscription>> {
  const made = paths.map(async (path) => [path, await subscribe(receiver.url + path, 'subscribe')] as const);
  return new Map(await Promise.all(made));
}

it('delivers to the one that behaves, and to each other one when it behaves again', async () => {
  const misbehaviours: Readonly<Record<string, Behaviour>> = {
    '/unavailable': answer(503),
    '/closes': { kind: 'close', when: 'before_answer' },
    '/hangs': { kind: 'hang' },
    '/drips': { kind: 'drip', status: 500, intervalMs: 100 },
    '/floods': { kind: 'flood', status: 500 },
    '/redirects': redirect(`${forbidden.url}/private`),
    '/busy': answerRetryAfter(429, retryAfterS),
  };
  /** The status has decided already: what is wrong with the body makes no POST a failure. */
  const bodies: Readonly<Record<string, Behaviour>> = {
    '/cut': { kind: 'close', when: 'in_body' },
    '/endless': { kind: 'flood', status: 200 },
    '/slow-body': { kind: 'drip', status: 200, intervalMs: 100 },
  };
  const isMisbehaving = new Set(Object.keys(misbehaviours));
  const delivered: ReceivedRequest[] = [];
  receiver.behave((request) => {
    if (isMisbehaving.has(request.path)) return misbehaviours[request.path] ?? answer(500);
    delivered.push(request);
    return bodies[request.path] ?? answer(200);
  });
  const subscriptions = await subscribeAll(['/well', ...isMisbehaving, ...Object.keys(bodies)]);
  const unreachable = await Promise.all(
    [`http://127.0.0.1:${await freePort()}/absent`, 'http://nowhere.invalid/'].map((url) =>
      subscribe(url, 'subscribe'),
    ),
  );
  for (let partition = 0; partition < 3; partition += 1) await writer.send({ count: 10, partition });
  const sent = [...writer.sent];
  const took = (path: string) => delivered.filter((request) => request.path === path);
  await eventually(() => took('/well').length === sent.length, { what: 'all at the one that behaves' });
  await eventually(() => [...isMisbehaving].every((path) => receiver.at(path).length > 0));
  expect(delivered.filter(({ path }) => isMisbehaving.has(path))).toEqual([]);
  isMisbehaving.clear();

  const [well] = subscriptions.values();
  if (well === undefined) throw new Error('nobody behaves');
  const latencies = latenciesMs(sent, well, took('/well'));
  for (const [path, subscription] of subscriptions) {
    await untilComplete(system, sent, subscription);
    const counted = tally(sent, subscription, took(path));
    report(`G9 misbehaving receivers, ${path}`, counted, `${receiver.at(path).length} POSTs`);
    expect(counted, path).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  }
  console.log(`G9 beside them: median ${percentile(latencies, 0.5)} ms, most ${percentile(latencies, 1)} ms`);
  expect(percentile(latencies, 1)).toBeLessThan(requestTimeoutMs);
  expect(receiver.at('/cut').length).toBe(sent.length);
  expect(forbidden.requests).toEqual([]);
  for (const each of unreachable) expect(await keptNowhere(system, sent, each)).toEqual([]);
  expectPatience(receiver.at('/busy'));
});

/** After a 429 nothing comes until its Retry-After has passed; POSTs that were under way at that moment may. */
function expectPatience(posts: readonly ReceivedRequest[]): void {
  const firstAtMs = posts[0]?.receivedAtMs ?? NaN;
  const others = posts.map(({ receivedAtMs }) => receivedAtMs - firstAtMs).filter((ms) => ms > 500);
  expect(Math.min(...others)).toBeGreaterThanOrEqual(retryAfterS * 1_000);
}

it('sends nothing more to one that is gone, until its owner brings it back', async () => {
  const isGone = { now: true };
  receiver.behave((request) => answer(request.path === '/gone' && isGone.now ? 410 : 200));
  const gone = await subscribe(`${receiver.url}/gone`, 'unsubscribe');
  const well = await subscribe(`${receiver.url}/stays`, 'unsubscribe');
  const sent = await writer.send({ count: 50, types: ['unsubscribe'] });
  await eventually(async () => (await customer.stateOf(gone)).state === 'disabled', { timeoutMs: 20_000 });
  expect(await customer.stateOf(gone)).toMatchObject({ state_reason: 'endpoint_gone' });
  const posts = receiver.at('/gone').length;
  await writer.send({ count: 50, types: ['unsubscribe'] });
  await untilComplete(system, writer.sent, well);
  expect(receiver.at('/gone')).toHaveLength(posts);
  const refused = new Set(receiver.at('/gone').map(idOf));
  const letters = (await deadLetters(system)).filter(({ subscriptionId }) => subscriptionId === gone.id);
  expect(letters.filter(({ reason }) => reason === 'gone')).toHaveLength(
    sent.filter((event) => refused.has(deliveryId(event, gone))).length,
  );

  isGone.now = false;
  await customer.resume(gone);
  const after = await writer.send({ count: 20, types: ['unsubscribe'] });
  await untilComplete(system, after, gone);
  const counted = tally(after, gone, receiver.at('/gone').slice(posts));
  report('G9 gone and brought back', counted, `${posts} POSTs before`);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
});
