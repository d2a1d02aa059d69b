// G7: what hangs holds nobody who shares something with it: not another account's endpoint on the same host and port,
// and not the other subscriptions of the same event, whose offset is complete when the one that hangs is handed on.
import { answer, eventually, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { CommitWatch } from '../harness/commit-watch.js';
import { Customer } from '../harness/customer.js';
import { EventWriter } from '../harness/event-writer.js';
import { originOf, retryRecords } from '../harness/handed-on.js';
import { latenciesMs, percentile } from '../harness/latency.js';
import { System } from '../harness/system.js';
import { deliveryId, idOf, report, tally } from '../harness/tally.js';
import { untilCommitted } from '../harness/until-committed.js';

const requestTimeoutMs = 10_000;
const laneWaitMsMax = 3_000;

let system: System;
let receiver: Receiver;
let hangs: boolean;

beforeAll(async () => {
  receiver = await startReceiver();
  receiver.behave(({ path }) => (hangs && path === '/hangs' ? { kind: 'hang' } : answer(200)));
  system = await System.start({ name: 'g7-one' });
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

const countAt = (path: string, count: number): Promise<unknown> =>
  eventually(() => receiver.at(path).length >= count, {
    timeoutMs: 60_000,
    what: `${count} POSTs at ${path}`,
  });

it('one host, two accounts: one path hangs with many sockets, the other one gets its events', async () => {
  hangs = false;
  const [one, other] = [await Customer.signUp(system, 'one'), await Customer.signUp(system, 'other')];
  const hanging = await one.subscribe({ url: `${receiver.url}/hangs` });
  const well = await other.subscribe({ url: `${receiver.url}/well` });
  const writers = [await EventWriter.connect(system, one), await EventWriter.connect(system, other)] as const;
  // Good answers give it more places, which it then takes with it.
  await writers[0].send({ count: 200 });
  await countAt('/hangs', 200);
  await untilComplete(system, writers[0].sent, hanging);
  hangs = true;
  await writers[0].send({ count: 100 });
  await countAt('/hangs', 210);
  const hangingSinceMs = receiver.at('/hangs')[200]?.receivedAtMs ?? NaN;
  const sent = await writers[1].send({ count: 100 });
  await countAt('/well', 100);

  const posts = receiver.at('/well');
  const latencies = latenciesMs(sent, well, posts);
  const counted = tally(sent, well, posts);
  const sockets = receiver.at('/hangs').length - 200;
  const times = `median ${percentile(latencies, 0.5)} ms, most ${percentile(latencies, 1)} ms`;
  report('G7 one host, two accounts', counted, `${sockets} POSTs hang; ${times}`);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  expect(Math.max(...posts.map(({ receivedAtMs }) => receivedAtMs)) - hangingSinceMs).toBeLessThan(
    requestTimeoutMs,
  );
  hangs = false;
  await untilComplete(system, writers[0].sent, hanging);
  expect(tally(writers[0].sent, hanging, receiver.at('/hangs'))).toMatchObject({ lost: [], foreign: [] });
  for (const writer of writers) await writer.close();
});

it('one event, five subscriptions: four get theirs at once, the fifth is handed on after 3 s', async () => {
  const customer = await Customer.signUp(system, 'siblings');
  hangs = true;
  receiver.forget();
  const fifth = await customer.subscribe({ url: `${receiver.url}/hangs` });
  const siblings = await Promise.all(
    [1, 2, 3, 4].map((number) => customer.subscribe({ url: `${receiver.url}/sibling-${number}` })),
  );
  const writer = await EventWriter.connect(system, customer);
  const watch = CommitWatch.start(system.brokers, { groupId: system.groupId, topic: writer.topic });
  // The first one is under way at the fifth, where it ends with its timeout; the second one waits behind it.
  const [underWay] = await writer.send({ count: 1 });
  await countAt('/hangs', 1);
  const [event] = await writer.send({ count: 1 });
  if (underWay === undefined || event === undefined) throw new Error('nothing was sent');
  const committedAtMs = await untilCommitted(system, [event]);
  const samples = await watch.stop();
  const records = (await retryRecords(system)).filter(({ subscriptionId }) => subscriptionId === fifth.id);
  const handedOn = records.find(({ origin }) => originOf(origin) === originOf(event));
  const handedOnAtMs = handedOn?.record.appendedAtMs ?? NaN;
  const lastSiblingAtMs = Math.max(
    ...receiver.requests
      .filter((post) => siblings.some((each) => idOf(post) === deliveryId(event, each)))
      .map(({ receivedAtMs }) => receivedAtMs),
  );

  const timesMs = `siblings ${lastSiblingAtMs - event.appendedAtMs} ms, handed on ${handedOnAtMs - event.appendedAtMs} ms, committed ${committedAtMs - event.appendedAtMs} ms`;
  hangs = false;
  await untilComplete(system, writer.sent, fifth, ...siblings);
  for (const [index, each] of siblings.entries()) {
    const counted = tally(writer.sent, each, receiver.at(`/sibling-${index + 1}`));
    report(`G7 fan-out to five, sibling ${index + 1}`, counted, timesMs);
    expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  }
  expect(tally(writer.sent, fifth, receiver.at('/hangs')).lost).toEqual([]);
  expect(lastSiblingAtMs).toBeLessThan(event.appendedAtMs + laneWaitMsMax);
  expect(handedOnAtMs).toBeGreaterThan(event.appendedAtMs + laneWaitMsMax - 500);
  expect(committedAtMs).toBeLessThan(event.appendedAtMs + requestTimeoutMs);
  const early = samples.filter(
    ({ committed, answeredAtMs }) => committed.has(event) && answeredAtMs < handedOnAtMs,
  );
  expect(early).toEqual([]);
  await writer.close();
});
