// G17: with COMMIT_MODE=strict a committed offset means 2xx. Some deliveries are refused again and again, and the
// dispatcher is killed; the broker is asked all the time, and no answer is further than the receiver. No delivery ever
// stands in another topic, and whoever goes on repeats only what was incomplete.
import { answer, eventually, readTopic, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { CommitWatch } from '../harness/commit-watch.js';
import { Customer, type Subscription } from '../harness/customer.js';
import type { DeliveredPost } from '../harness/delivered.js';
import { EventWriter } from '../harness/event-writer.js';
import { kill, repeatsAllowed } from '../harness/kill.js';
import { System } from '../harness/system.js';
import { deliveryId, idOf, report, tally } from '../harness/tally.js';

const count = 200;
const refuseOneOf = 50;

let system: System;
let receiver: Receiver;
let writer: EventWriter;
let subscription: Subscription;

beforeAll(async () => {
  receiver = await startReceiver();
  const environment = { COMMIT_MODE: 'strict', PARTITIONS_BUSY: '1' };
  system = await System.start({ name: 'g23', environment });
  const customer = await Customer.signUp(system);
  subscription = await customer.subscribe({ url: receiver.url });
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

it('commits what was answered 2xx and nothing else, and hands nothing on, through a SIGKILL', async () => {
  const { dispatcher } = system.stack.services;
  const delivered: DeliveredPost[] = [];
  const refused = new Set<string>();
  let isRefusing = true;
  receiver.behave((request, index) => {
    if (isRefusing && index % refuseOneOf === 0) refused.add(idOf(request));
    if (isRefusing && refused.has(idOf(request))) return answer(404);
    delivered.push({ ...request, answeredAtMs: request.receivedAtMs });
    return answer(200);
  });
  const watch = CommitWatch.start(system.brokers, { groupId: system.groupId, topic: writer.topic });
  const sent = await writer.send({ count });
  const wanted = count - count / refuseOneOf;
  await eventually(() => delivered.length >= wanted, {
    timeoutMs: 30_000,
    what: 'everything but the refused',
  });
  const killed = await kill(dispatcher, { system, sent, subscription, delivered });
  expect(refused.size).toBeGreaterThan(0);
  expect([...refused].filter((id) => !killed.word.incomplete.has(id))).toEqual([]);
  isRefusing = false;
  await dispatcher.start();
  await untilComplete(system, sent, subscription);

  const answeredAtMs = new Map([...delivered].reverse().map((post) => [idOf(post), post.answeredAtMs]));
  const tooFar = (await watch.stop()).flatMap((sample) =>
    sent.filter(
      (event) =>
        sample.committed.has(event) &&
        (answeredAtMs.get(deliveryId(event, subscription)) ?? Infinity) > sample.answeredAtMs,
    ),
  );
  expect(tooFar).toEqual([]);
  expect(await handedOn()).toBe(0);
  const counted = tally(sent, subscription, delivered);
  const allowed = repeatsAllowed(killed);
  const atMost = [...allowed.values()].reduce((sum, each) => sum + each, 0);
  report('G17 strict, dispatcher killed', counted, `at most ${atMost} may be repeated`);
  expect(counted).toMatchObject({ lost: [], foreign: [] });
  for (const [id, repeats] of counted.repeated) {
    expect(repeats, `repeats of ${id}`).toBeLessThanOrEqual(allowed.get(id) ?? 0);
  }
});

/** Records of every topic that a delivery could be written to. */
async function handedOn(): Promise<number> {
  const { brokers, tiers, topics } = system;
  const names = [...tiers.map((tier) => topics.retry(tier)), topics.paced, topics.deadLetters];
  return (await Promise.all(names.map((name) => readTopic(brokers, name)))).flat().length;
}
