// G1: an offset is committed only after every POST of it was answered 2xx, or its delivery stands in another topic.
// The broker is asked every few milliseconds what it has; no answer may be further than the receiver's, or than the
// retry topic's. What is hurt: a receiver that answers late, one that always fails, and a retry topic that is gone.
import { answer, eventually, startReceiver, withAdmin, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { CommitWatch } from '../harness/commit-watch.js';
import { Committed } from '../harness/committed.js';
import { Customer } from '../harness/customer.js';
import { EventWriter } from '../harness/event-writer.js';
import { originOf, retryRecords } from '../harness/handed-on.js';
import { System } from '../harness/system.js';
import { deliveryId, idOf, report, tally } from '../harness/tally.js';

const lateMs = 1_500;

let system: System;
let receiver: Receiver;
let customer: Customer;
let writer: EventWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  // One partition, and nothing is handed on only because it would wait too long on a slow machine.
  system = await System.start({ name: 'g1', environment: { PARTITIONS_BUSY: '1', LANE_WAIT_MAX: '1m' } });
  customer = await Customer.signUp(system);
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

const group = () => ({ groupId: system.groupId, topic: writer.topic });

const committedUpTo = (offset: number) =>
  eventually(async () => (await Committed.ask(system.brokers, group())).base(0) === offset, {
    what: `commit of ${offset}`,
  });

it('commits no offset before its POST was answered 2xx', async () => {
  const answeredAtMs = new Map<string, number>();
  receiver.behave((request) => {
    const delayMs = request.path === '/late' ? lateMs : 0;
    answeredAtMs.set(idOf(request), request.receivedAtMs + delayMs);
    return { ...answer(200), delayMs };
  });
  const late = await customer.subscribe({ url: `${receiver.url}/late`, eventTypes: ['subscribe'] });
  const prompt = await customer.subscribe({ url: `${receiver.url}/prompt`, eventTypes: ['update'] });
  const watch = CommitWatch.start(system.brokers, group());
  const others = Array.from({ length: 20 }, () => 'update');
  const sent = await writer.send({ count: 41, types: [...others, 'subscribe', ...others] });
  await receiver.received(sent.length);
  await committedUpTo(sent.length);

  const deliveries = sent.map((event, index) => ({
    event,
    id: deliveryId(event, index === others.length ? late : prompt),
  }));
  const tooFar = (await watch.stop()).flatMap((sample) =>
    deliveries.filter(
      ({ event, id }) =>
        sample.committed.has(event) && (answeredAtMs.get(id) ?? Infinity) > sample.answeredAtMs,
    ),
  );
  expect(tooFar).toEqual([]);
  // The late one held the offset, and the others above it were told beside it: this is what a crash would not repeat.
  const last = deliveries.at(-1)?.event;
  expect(
    watch.samples.some(
      ({ committed }) => committed.base(0) === others.length && last !== undefined && committed.has(last),
    ),
  ).toBe(true);
  for (const [subscription, path] of [
    [late, '/late'],
    [prompt, '/prompt'],
  ] as const) {
    const wanted = deliveries.filter(({ id, event }) => id === deliveryId(event, subscription));
    const counted = tally(
      wanted.map(({ event }) => event),
      subscription,
      receiver.at(path),
    );
    report(`G1 commit after delivery, receiver ${path}`, counted);
    expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  }
});

it('commits the offset of what is not delivered when a retry topic has it, and not before', async () => {
  const subscription = await customer.subscribe({
    url: `${receiver.url}/failing`,
    eventTypes: ['unsubscribe'],
  });
  const delivered: typeof receiver.requests = [];
  let isFailing = true;
  receiver.behave((request) => {
    if (!isFailing) delivered.push(request);
    return answer(isFailing ? 503 : 200);
  });
  const retryTopic = system.topics.retry('1s');
  await withAdmin(system.brokers, (admin) => admin.deleteTopics({ topics: [retryTopic] }));
  const watch = CommitWatch.start(system.brokers, group());
  const sent = await writer.send({ count: 4, types: ['unsubscribe'] });
  await eventually(() => receiver.at('/failing').length === sent.length, { what: 'POSTs that fail' });
  const samplesBefore = watch.samples.length;
  await eventually(() => watch.samples.length >= samplesBefore + 30, { what: 'answers of the broker' });
  isFailing = false;
  await system.stack.run('topics');
  await untilComplete(system, sent, subscription);

  const appendedAtMs = new Map(
    (await retryRecords(system)).map(({ origin, record }) => [originOf(origin), record.appendedAtMs]),
  );
  const tooFar = (await watch.stop()).flatMap(({ committed, answeredAtMs }) =>
    sent.filter(
      (event) => committed.has(event) && !((appendedAtMs.get(originOf(event)) ?? Infinity) <= answeredAtMs),
    ),
  );
  expect(tooFar).toEqual([]);
  const counted = tally(sent, subscription, delivered);
  report('G1 commit after hand-over, retry topic gone', counted);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
});
