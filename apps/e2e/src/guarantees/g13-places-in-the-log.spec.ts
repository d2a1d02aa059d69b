// G13: the place to go on from is not what a dispatcher left: metadata of a commit that nobody can read, records that
// retention has deleted, a topic made anew, and a dispatcher that stood still until others had its partitions. What is
// still in the log is delivered; what is not is counted; a late commit moves nothing back.
import { eventually, freePort, startReceiver, withAdmin, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { CommitWatch } from '../harness/commit-watch.js';
import { Committed } from '../harness/committed.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { answerAndNote, type DeliveredPost } from '../harness/delivered.js';
import { EventWriter, type SentEvent } from '../harness/event-writer.js';
import { commitAsForeigner } from '../harness/foreign-commit.js';
import { Load } from '../harness/load.js';
import { metric } from '../harness/metric.js';
import { System } from '../harness/system.js';
import { idOf, repeatedCount, report, tally, type Tally } from '../harness/tally.js';

/** Until then, one that wakes up reads on: the session's 10 s, and a heartbeat. */
const learntAfterMs = 12_000;

let system: System;
let receiver: Receiver;
let delivered: readonly DeliveredPost[];
let customer: Customer;
let subscription: Subscription;
let writer: EventWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  system = await System.start({ name: 'g13', environment: { PARTITIONS_BUSY: '1', LANE_WAIT_MAX: '60s' } });
  customer = await Customer.signUp(system);
  subscription = await customer.subscribe({ url: receiver.url });
  writer = await EventWriter.connect(system, customer);
  delivered = answerAndNote(receiver);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

const groupTopic = () => ({ groupId: system.groupId, topic: writer.topic });

async function allOf(what: string, sent: readonly SentEvent[]): Promise<Tally> {
  await untilComplete(system, sent, subscription);
  const counted = tally(sent, subscription, delivered);
  report(`G13 ${what}`, counted);
  return counted;
}

it('goes on at the committed offset when its metadata cannot be read', async () => {
  const { dispatcher } = system.stack.services;
  const before = await writer.send({ count: 20 });
  await untilComplete(system, before, subscription);
  await dispatcher.stop();
  await commitAsForeigner(system.brokers, groupTopic(), { partition: 0, offset: 12, metadata: '{"at":19}' });
  const after = await writer.send({ count: 20 });
  await dispatcher.start();
  await eventually(() => delivered.length >= 48, { timeoutMs: 30_000, what: 'what is above the commit' });
  const counted = await allOf('metadata that cannot be read', [...before, ...after]);
  expect(counted.lost).toEqual([]);
  expect(repeatedCount(counted)).toBe(before.filter(({ offset }) => offset >= 12).length);
});

it('counts what retention has deleted, and delivers what is still there', async () => {
  const { dispatcher } = system.stack.services;
  await dispatcher.stop();
  const sent = await writer.send({ count: 50 });
  const [first] = sent;
  if (first === undefined) throw new Error('no event was sent');
  const partitions = [{ partition: 0, offset: String(first.offset + 30) }];
  await withAdmin(system.brokers, async (admin) => {
    // kafkajs deletes only in topics that its client has asked for before.
    await admin.fetchTopicOffsets(writer.topic);
    await admin.deleteTopicRecords({ topic: writer.topic, partitions });
  });
  await dispatcher.start();
  const counted = await allOf('deleted by retention', sent.slice(30));
  expect(counted).toMatchObject({ lost: [], repeated: new Map() });
  expect(await metric(dispatcher, 'lost_by_retention_total')).toBe(30);
});

it.each([
  { when: 'while no dispatcher runs', isAway: true, count: 100 },
  { when: 'while a dispatcher runs', isAway: false, count: 150 },
])('begins at the start of a topic that was made anew $when', async ({ when, isAway, count }) => {
  const { dispatcher } = system.stack.services;
  if (isAway) await dispatcher.stop();
  await withAdmin(system.brokers, (admin) => admin.deleteTopics({ topics: [writer.topic] }));
  await system.stack.run('topics');
  const sent = await eventually(() => writer.send({ count }), { what: 'the topic made anew' });
  if (isAway) await dispatcher.start();
  // One that runs may read on at its former place, and commit that, before it notices.
  await eventually(() => tally(sent, subscription, delivered).lost.length === 0, {
    timeoutMs: 30_000,
    what: 'all of the new log',
  });
  await eventually(async () => (await Committed.ask(system.brokers, groupTopic())).base(0) === count, {
    timeoutMs: 30_000,
    what: 'a commit in the new log',
  });
  const counted = await allOf(`topic made anew ${when}`, sent);
  expect(counted.lost).toEqual([]);
  if (isAway) expect(repeatedCount(counted)).toBe(0);
  expect(await metric(dispatcher, 'lost_by_retention_total')).toBe(0);
});

it('is not moved back by the late commits of a dispatcher that stood still', async () => {
  delivered = answerAndNote(receiver, { delayMs: 50 });
  const { dispatcher } = system.stack.services;
  const from = writer.sent.length;
  const stopLoad = Load.start(writer, { perSecond: 100 });
  await eventually(() => delivered.length >= 50, { timeoutMs: 30_000, what: 'deliveries under way' });
  dispatcher.process?.signal('SIGSTOP');
  const sentBefore = writer.sent.slice(from);
  const watch = CommitWatch.start(system.brokers, groupTopic());
  await system.stack.addDispatcher({ httpPort: await freePort() });
  await untilComplete(system, sentBefore, subscription);
  dispatcher.process?.signal('SIGCONT');
  const wokeAtMs = Date.now();
  await eventually(() => Date.now() > wokeAtMs + learntAfterMs, { timeoutMs: 2 * learntAfterMs });
  const count = writer.sent.length;
  await eventually(() => writer.sent.length >= count + 100);
  await stopLoad();
  const sent = writer.sent.slice(from);
  const counted = await allOf('stood still', sent);
  const bases = (await watch.stop()).map(({ committed }) => committed.base(0));
  expect(counted.lost).toEqual([]);
  expect(bases).toEqual([...bases].sort((a, b) => a - b));
  const seen = new Set<string>();
  const again = delivered.filter((post) => seen.size === seen.add(idOf(post)).size);
  expect(again.filter(({ receivedAtMs }) => receivedAtMs > wokeAtMs + learntAfterMs)).toEqual([]);
});
