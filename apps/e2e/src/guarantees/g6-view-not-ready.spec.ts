// G6: a dispatcher whose view of the registry is not ready waits. No event is taken for unwanted, and none committed,
// because its subscription is not known yet: the registry's topic is empty, was made anew, has been gone for a while, or
// holds what this dispatcher has not read yet and another has.
import { eventually, startReceiver, withAdmin, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { CommitWatch } from '../harness/commit-watch.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { EventWriter } from '../harness/event-writer.js';
import { handOn } from '../harness/hand-on.js';
import { Load } from '../harness/load.js';
import { metric } from '../harness/metric.js';
import { growRegistry, lastRegistryOffset } from '../harness/registry-growth.js';
import { System } from '../harness/system.js';
import { report, tally } from '../harness/tally.js';

let system: System;
let receiver: Receiver;
let customer: Customer;
let subscription: Subscription;
let writer: EventWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  system = await System.start({ name: 'g6', environment: { PARTITIONS_BUSY: '1' } });
  customer = await Customer.signUp(system);
  subscription = await customer.subscribe({ url: `${receiver.url}/first` });
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

const deleteRegistry = () =>
  withAdmin(system.brokers, (admin) => admin.deleteTopics({ topics: [system.topics.registry] }));

/** What the dispatcher's readiness says of its view. */
async function viewIs(text: string): Promise<void> {
  const url = `${system.stack.services.dispatcher.http}/health/ready`;
  await eventually(async () => (await (await fetch(url)).text()).includes(`the view is ${text}`), {
    timeoutMs: 30_000,
    what: `a view that is ${text}`,
  });
}

/** Neither commits nor POSTs while the broker is asked so often. */
async function nothingHappens(samples = 30): Promise<void> {
  const posts = receiver.requests.length;
  const watch = CommitWatch.start(system.brokers, { groupId: system.groupId, topic: writer.topic });
  await eventually(() => watch.samples.length >= samples, { timeoutMs: 30_000 });
  const bases = (await watch.stop()).map(({ committed }) => committed.base(0));
  expect(new Set(bases).size).toBe(1);
  expect(receiver.requests.length).toBe(posts);
}

async function everythingDelivered(what: string): Promise<void> {
  await untilComplete(system, writer.sent, subscription);
  const counted = tally(writer.sent, subscription, receiver.at('/first'));
  report(`G6 view not ready, ${what}`, counted);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
}

const joined = async (): Promise<void> => {
  const { dispatcher } = system.stack.services;
  const owned = (): Promise<number> => metric(dispatcher, 'dispatcher_partitions');
  await eventually(async () => (await owned()) > 0, { timeoutMs: 30_000, what: 'partitions' });
};

it('waits at its start for a registry that is empty', async () => {
  const { dispatcher, subscriptions } = system.stack.services;
  await Promise.all([dispatcher.stop(), subscriptions.stop()]);
  await deleteRegistry();
  await system.stack.run('topics');
  await writer.send({ count: 20 });
  await dispatcher.spawn();
  await joined();
  await viewIs('loading');
  await nothingHappens();
  await subscriptions.start();
  await everythingDelivered('empty at start');
});

it('matches nothing while the registry is deleted and made again under load', async () => {
  const stopLoad = Load.start(writer, { perSecond: 100 });
  await eventually(() => receiver.requests.length > 100, { timeoutMs: 20_000 });
  await deleteRegistry();
  await system.stack.run('topics');
  await viewIs('loading');
  await system.stack.services.dispatcher.ready();
  await stopLoad();
  await everythingDelivered('made again');
});

it('waits while the registry has been gone for more than 10 s', async () => {
  await deleteRegistry();
  await viewIs('stale');
  await writer.send({ count: 20 });
  await nothingHappens();
  await system.stack.run('topics');
  await everythingDelivered('gone');
  const { dispatcher } = system.stack.services;
  expect(await metric(dispatcher, 'dispatcher_records_total', 'what="unmatched"')).toBe(0);
});

it('waits, while it is behind, for what was published before an event or a retry', async () => {
  const { dispatcher } = system.stack.services;
  const [event] = await writer.send({ count: 1 });
  await everythingDelivered('before it is behind');
  if (event === undefined) throw new Error('no event was sent');
  // While it stands still, the registry grows by so much that events and retries are read first.
  dispatcher.process?.signal('SIGSTOP');
  await growRegistry(system, 10_000_000);
  const late = await customer.subscribe({ url: `${receiver.url}/late` });
  const registryOffset = await lastRegistryOffset(system);
  const dueAtMs = await handOn(system, { event, subscription: late, registryOffset });
  const sent = [event, ...(await writer.send({ count: 20 }))];
  await eventually(() => Date.now() > dueAtMs, { what: 'the retry due' });
  dispatcher.process?.signal('SIGCONT');

  await everythingDelivered('behind');
  await untilComplete(system, sent, late);
  const counted = tally(sent, late, receiver.at('/late'));
  report('G6 view not ready, behind by a subscription', counted);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
});
