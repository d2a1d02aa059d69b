// G15: subscriptions are made while events flow, and Postgres dies and comes back in the middle. Each that was answered
// 201 gets every event appended from its `effective_from` on, once, and none before: no view of the registry is so far
// behind that an event passes it by. What Postgres had committed when it died is published when it is back.
import { eventually, startReceiver, type PostgresServer, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { callApi } from '../harness/call-api.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { EventWriter } from '../harness/event-writer.js';
import { Load } from '../harness/load.js';
import { System } from '../harness/system.js';
import { deliveryId, report, tallyOfDeliveries } from '../harness/tally.js';

const count = 16;

let system: System;
let postgres: PostgresServer;
let receiver: Receiver;
let customer: Customer;
let writer: EventWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  system = await System.start({ name: 'g21', own: ['postgres'] });
  const { postgres: own } = system.stack.servers;
  if (own === undefined) throw new Error('the stack has no Postgres of its own');
  postgres = own;
  customer = await Customer.signUp(system);
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

/** By the path that it POSTs to. */
const made = new Map<string, Subscription>();
const refusals: unknown[] = [];

/** Asks for one more; whether it was made. */
async function makeOne(): Promise<boolean> {
  const path = `/${made.size}-${refusals.length}`;
  const { status, body } = await callApi({
    ...{ method: 'POST', url: customer.subscriptionsUrl, token: customer.token },
    body: {
      ...{ name: path, url: receiver.url + path, event_types: ['subscribe'] },
      sources: ['public', 'admin', 'api', 'system'],
    },
  });
  if (status === 201) made.set(path, { id: (body as Subscription).id, accountId: customer.accountId });
  else refusals.push(status);
  return status === 201;
}

const makeUntil = (total: number): Promise<unknown> =>
  eventually(async () => (await makeOne()) && made.size >= total, {
    timeoutMs: 60_000,
    what: `${total} subscriptions`,
  });

it('delivers to each everything appended from its effective_from on, and nothing before', async () => {
  const stopLoad = Load.start(writer, { perSecond: 25, partitions: 3 });
  await makeUntil(count / 2);
  // One more is being made when it dies.
  const last = makeOne();
  await postgres.kill();
  await last;
  const sentBefore = writer.sent.length;
  await eventually(async () => !(await makeOne()) && writer.sent.length >= sentBefore + 25, {
    timeoutMs: 30_000,
    what: 'refusals and events without Postgres',
  });
  await postgres.start();
  await makeUntil(count);
  await eventually(async () => (await Promise.all([...made.values()].map(effectiveFromMs))).every(Boolean), {
    timeoutMs: 20_000,
    what: 'every subscription active',
  });
  const sentAt = writer.sent.length;
  await eventually(() => writer.sent.length >= sentAt + 25, { what: 'events for all of them' });
  await stopLoad();

  await untilComplete(system, writer.sent, ...made.values());
  const wanted: string[] = [];
  for (const subscription of made.values()) {
    const fromMs = (await effectiveFromMs(subscription)) ?? NaN;
    const events = writer.sent.filter(({ appendedAtMs }) => appendedAtMs >= fromMs);
    wanted.push(...events.map((event) => deliveryId(event, subscription)));
  }
  // One that was answered 503 may have been made all the same.
  const posts = receiver.requests.filter(({ path }) => made.has(path));
  const counted = tallyOfDeliveries(wanted, posts);
  const times = `${made.size} subscriptions made, ${refusals.length} refused while Postgres was away`;
  report('G15 changes under load', counted, times);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  expect(wanted.length).toBeGreaterThan(made.size * 25);
  expect(new Set(refusals)).toEqual(new Set([503]));
});

/** From when on it takes events, ms since the epoch; `undefined` while it takes none. */
async function effectiveFromMs(subscription: Subscription): Promise<number | undefined> {
  const { effective_from: from } = await customer.stateOf(subscription);
  return from === undefined ? undefined : Date.parse(from);
}
