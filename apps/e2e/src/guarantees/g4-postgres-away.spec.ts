// G4: while Postgres is away, events come in and are delivered. The subscriptions service says 503 and when to ask
// again. Once Postgres is back it works by itself, and what is changed reaches the dispatcher.
import { eventually, startReceiver, type PostgresServer, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { callApi, expectAnswer } from '../harness/call-api.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { answerAndNote, type DeliveredPost } from '../harness/delivered.js';
import { IngestWriter } from '../harness/ingest-writer.js';
import { Load } from '../harness/load.js';
import { System } from '../harness/system.js';
import { report, tally } from '../harness/tally.js';

let system: System;
let postgres: PostgresServer;
let receiver: Receiver;
let delivered: readonly DeliveredPost[];
let customer: Customer;
let subscription: Subscription;
let writer: IngestWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  delivered = answerAndNote(receiver);
  system = await System.start({ name: 'g4', own: ['postgres'] });
  const { postgres: own } = system.stack.servers;
  if (own === undefined) throw new Error('the stack has no Postgres of its own');
  postgres = own;
  customer = await Customer.signUp(system);
  subscription = await customer.subscribe({ url: `${receiver.url}/first` });
  writer = new IngestWriter(system, customer);
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

it('delivers while Postgres is away, and refuses changes with the time to ask again', async () => {
  const stopLoad = Load.start(writer, { perSecond: 100 });
  await eventually(() => delivered.length >= 20);
  await postgres.kill();
  const sentBefore = writer.sent.length;
  for (const method of ['GET', 'POST'] as const) {
    const body =
      method === 'POST'
        ? { name: 'x', url: receiver.url, event_types: ['subscribe'], sources: ['api'] }
        : undefined;
    const answer = await callApi({
      method,
      url: customer.subscriptionsUrl,
      token: customer.token,
      ...(body && { body }),
    });
    expect(answer).toMatchObject({ status: 503, body: { code: 'database_unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  await eventually(() => writer.sent.length >= sentBefore + 200, {
    timeoutMs: 20_000,
    what: '200 events without Postgres',
  });
  await stopLoad();
  await untilComplete(system, writer.sent, subscription);
  expect(postgres.process?.end).toBeDefined();
  const counted = tally(writer.sent, subscription, delivered);
  report('G4 Postgres away', counted);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  expect(writer.refusals).toEqual([]);
});

it('works again when Postgres is back, and changes reach the dispatcher', async () => {
  await postgres.start();
  const { token, subscriptionsUrl } = customer;
  await eventually(
    async () => (await callApi({ method: 'GET', url: subscriptionsUrl, token })).status === 200,
    { timeoutMs: 20_000, what: 'the API with Postgres back' },
  );
  const made = await customer.subscribe({ url: `${receiver.url}/second` });
  const sentBefore = writer.sent.length;
  const body = { url: `${receiver.url}/first-moved` };
  await expectAnswer(200, { method: 'PATCH', url: `${subscriptionsUrl}/${subscription.id}`, token, body });
  await eventually(
    async () => {
      await writer.send({ count: 1 });
      return delivered.some(({ path }) => path === '/first-moved');
    },
    { what: 'the changed URL in use' },
  );
  await untilComplete(system, writer.sent, subscription);
  const sent = writer.sent.slice(sentBefore);
  const counted = [
    tally(
      sent,
      made,
      delivered.filter(({ path }) => path === '/second'),
    ),
    tally(
      writer.sent,
      subscription,
      delivered.filter(({ path }) => path !== '/second'),
    ),
  ];
  for (const each of counted) {
    report('G4 Postgres back', each);
    expect(each).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  }
});
