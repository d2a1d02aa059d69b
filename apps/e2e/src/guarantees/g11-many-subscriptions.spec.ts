// G11: 10,000 subscriptions of one account. One event reaches each that matches it, once, and its offset is not committed
// before; an event that one of them wants reaches that one alone.
import { answer, eventually, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { CommitWatch } from '../harness/commit-watch.js';
import type { Subscription } from '../harness/customer.js';
import { EventWriter, type SentEvent } from '../harness/event-writer.js';
import { publishCrowd } from '../harness/registry-crowd.js';
import { System } from '../harness/system.js';
import { deliveryId, report, tallyOfDeliveries } from '../harness/tally.js';

const many = 10_000;

let system: System;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  // Nothing is handed on because it waits: what comes is then what was matched at the event itself.
  system = await System.start({ name: 'g11', environment: { LANE_WAIT_MAX: '60s' } });
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

it('brings one event to each of 10,000 subscriptions, and another to the only one that wants it', async () => {
  const accountId = 'crowd';
  const crowd = await publishCrowd(system, {
    ...{ accountId, count: many },
    of: (index) => ({
      url: `${receiver.url}/crowd`,
      eventTypes: [index === many - 1 ? 'unsubscribe' : 'subscribe'],
    }),
  });
  const everyone = crowd.slice(0, -1);
  const loner = crowd.slice(-1);
  const writer = await EventWriter.connect(system, { accountId });
  // The first one comes again by way of a retry tier.
  receiver.behave((_, index) => answer(index === 0 ? 404 : 200));
  const watch = CommitWatch.start(system.brokers, { groupId: system.groupId, topic: writer.topic });
  const toAll = await writer.send({ count: 1 });
  await eventually(() => receiver.requests.length >= everyone.length, {
    timeoutMs: 60_000,
    what: `${everyone.length} deliveries of one event`,
  });
  const lastAtMs = receiver.requests.at(everyone.length - 1)?.receivedAtMs ?? NaN;
  const toOne = await writer.send({ count: 1, types: ['unsubscribe'] });
  for (const subscription of [...everyone.slice(0, 1), ...loner])
    await untilComplete(system, writer.sent, subscription);
  const samples = await watch.stop();
  await writer.close();

  const wanted = [...idsOf(toAll, everyone), ...idsOf(toOne, loner)];
  const counted = tallyOfDeliveries(wanted, receiver.requests.slice(1));
  report(`G11 ${many} subscriptions`, counted, `${lastAtMs - (toAll[0]?.appendedAtMs ?? NaN)} ms for all`);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  const early = samples.filter(
    ({ committed, answeredAtMs }) => toAll.some((event) => committed.has(event)) && answeredAtMs < lastAtMs,
  );
  expect(early).toEqual([]);
});

const idsOf = (sent: readonly SentEvent[], subscriptions: readonly Subscription[]): readonly string[] =>
  subscriptions.flatMap((subscription) => sent.map((event) => deliveryId(event, subscription)));
