// G14: a receiver stays away for longer than deliveries are kept for it, in seconds for days; another one is back before
// that; and no retry tier takes what a receiver did not. Each delivery comes, or is a dead letter after a POST at that
// age. What cannot be handed on stays uncommitted, and reading pauses before memory is full.
import {
  answer,
  eventually,
  startReceiver,
  withAdmin,
  type ReceivedRequest,
  type Receiver,
} from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { CommitWatch } from '../harness/commit-watch.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { EventWriter } from '../harness/event-writer.js';
import { deadLetters, originOf, retryRecords } from '../harness/handed-on.js';
import { retryTiers, System } from '../harness/system.js';
import { repeatedCount, report, tally, type Tally } from '../harness/tally.js';

const giveUpAfterMs = 6_000;
/** More than may be in memory; read as a whole, since it was written as a whole. */
const batch = 300;

let system: System;
let receiver: Receiver;
let customer: Customer;
let writer: EventWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  const environment = {
    ...{ PARTITIONS_BUSY: '1', GIVE_UP_AFTER: '6s' },
    ...{ DELIVERIES_IN_MEMORY_MAX: '100', LANE_WAIT_MAX: '1m' },
  };
  system = await System.start({ name: 'g20', environment });
  customer = await Customer.signUp(system);
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

const subscribe = (path: string, eventType: string): Promise<Subscription> =>
  customer.subscribe({ url: `${receiver.url}/${path}`, eventTypes: [eventType] });

it('gives up only after a POST at that age, and brings everything to who is back before', async () => {
  const away = ['refuses', 'closes'] as const;
  const subscriptions = await Promise.all(away.map((path) => subscribe(path, 'subscribe')));
  const returning = await subscribe('returns', 'unsubscribe');
  const delivered: ReceivedRequest[] = [];
  receiver.behave((request) => {
    if (request.path === '/closes') return { kind: 'close', when: 'before_answer' };
    const isBack = request.path === '/returns' && receiver.at('/refuses').length >= 3;
    if (isBack) delivered.push(request);
    return answer(isBack ? 200 : 503);
  });
  const [lost] = await writer.send({ count: 1 });
  if (lost === undefined) throw new Error('no event was sent');
  const kept = await writer.send({ count: 50, types: ['unsubscribe'] });
  await untilComplete(system, writer.sent, returning, ...subscriptions);

  const counted = tally(kept, returning, delivered);
  report('G14 receiver back in time', counted);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  const letters = await deadLetters(system);
  expect(letters.map(({ reason, origin }) => [reason, origin])).toEqual(
    away.map(() => ['gave_up', originOf(lost)]),
  );
  for (const [index, path] of away.entries()) {
    const id = subscriptions[index]?.id;
    const firstHandedOnMs = letters.find((letter) => letter.subscriptionId === id)?.firstHandedOnMs ?? NaN;
    const agesMs = receiver.at(`/${path}`).map(({ receivedAtMs }) => receivedAtMs - firstHandedOnMs);
    expect(agesMs.length).toBeGreaterThanOrEqual(3);
    expect(agesMs.filter((ageMs) => ageMs >= giveUpAfterMs)).toEqual(agesMs.slice(-1));
  }
  console.log(`G14 receiver away: ${letters.length} dead letters, each after a POST at the age of 6 s`);
});

it('commits nothing and stops reading while no retry tier takes what a receiver refused', async () => {
  const refusing = await subscribe('refusing', 'update');
  const witness = await subscribe('witness', 'update');
  let isRefusing = true;
  const delivered: ReceivedRequest[] = [];
  receiver.behave((request) => {
    const status = isRefusing && request.path === '/refusing' ? 404 : 200;
    if (status === 200) delivered.push(request);
    return answer(status);
  });
  const tiers = retryTiers.map((tier) => system.topics.retry(tier));
  await withAdmin(system.brokers, (admin) => admin.deleteTopics({ topics: tiers }));
  const before = receiver.requests.length;
  const first = await writer.send({ count: batch, types: ['update'] });
  await eventually(() => receiver.requests.length === before + 2 * batch, {
    timeoutMs: 30_000,
    what: 'a batch of POSTs',
  });
  const watch = CommitWatch.start(system.brokers, { groupId: system.groupId, topic: writer.topic });
  const second = await writer.send({ count: batch, types: ['update'] });
  await eventually(() => watch.samples.length >= 50, { timeoutMs: 30_000, what: 'answers of the broker' });
  expect(receiver.requests).toHaveLength(before + 2 * batch);
  const sent = [...first, ...second];
  const samples = (await watch.stop()).map(({ committed }) => committed);
  expect(sent.filter((event) => samples.some((committed) => committed.has(event)))).toEqual([]);

  isRefusing = false;
  await system.stack.run('topics');
  await untilComplete(system, sent, witness, refusing);
  const origins = new Set((await retryRecords(system)).map(({ origin }) => originOf(origin)));
  expect(first.filter((event) => !origins.has(originOf(event)))).toEqual([]);
  for (const [path, subscription] of Object.entries({ '/refusing': refusing, '/witness': witness })) {
    const counted = (): Tally =>
      tally(
        sent,
        subscription,
        delivered.filter((request) => request.path === path),
      );
    // Until the dispatcher notices that the tiers are new ones, it may read on at its former places in them, and commit those.
    await eventually(() => counted().lost.length === 0, { timeoutMs: 30_000, what: `everything at ${path}` });
    report(`G14 no retry tier, receiver ${path}`, counted());
    expect(counted()).toMatchObject({ lost: [], foreign: [] });
    if (path === '/witness') expect(repeatedCount(counted())).toBe(0);
  }
});
