// G7: receivers that fail, hang, or are not there at all stand beside one that must not notice: same account, same
// events, same partitions. It gets everything, once and in order, and waits for no neighbour's timeout. What the
// neighbours do not take stands in the retry tiers. Latencies are printed, alone and with neighbours; not asserted.
import { answer, eventually, freePort, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Customer, type Subscription } from '../harness/customer.js';
import { EventWriter, type SentEvent } from '../harness/event-writer.js';
import { originOf, retryRecords } from '../harness/handed-on.js';
import { latenciesMs, percentile } from '../harness/latency.js';
import { Load } from '../harness/load.js';
import { System } from '../harness/system.js';
import { deliveryId, idOf, report, tally } from '../harness/tally.js';
import { untilCommitted } from '../harness/until-committed.js';

const requestTimeoutMs = 10_000;
const partitions = 3;

let system: System;
let receiver: Receiver;
let customer: Customer;
let writer: EventWriter;
let healthy: Subscription;

beforeAll(async () => {
  receiver = await startReceiver();
  receiver.behave(({ path }) => {
    if (path === '/hangs') return { kind: 'hang' };
    return answer(path === '/fails' ? 503 : 200);
  });
  // One POST at a time for each endpoint, so that the order of arrival is the order of the first tries.
  system = await System.start({ name: 'g7', environment: { LANE_IN_FLIGHT_MAX: '1' } });
  customer = await Customer.signUp(system);
  healthy = await customer.subscribe({ url: `${receiver.url}/healthy` });
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

/** Some seconds of traffic; its events. */
async function traffic(): Promise<readonly SentEvent[]> {
  const before = writer.sent.length;
  const stopLoad = Load.start(writer, { perSecond: 100, partitions });
  await eventually(() => writer.sent.length >= before + 300, { timeoutMs: 60_000, what: '300 events sent' });
  await stopLoad();
  const sent = writer.sent.slice(before);
  await eventually(() => receiver.at('/healthy').length >= writer.sent.length, {
    timeoutMs: 30_000,
    what: 'everything at the healthy receiver',
  });
  return sent;
}

it('delivers to the healthy one, once and in order, whatever its neighbours do', async () => {
  const alone = await traffic();
  const neighbours = [
    await customer.subscribe({ url: `${receiver.url}/fails` }),
    await customer.subscribe({ url: `${receiver.url}/hangs` }),
    await customer.subscribe({ url: `http://127.0.0.1:${await freePort()}/absent` }),
  ];
  const beside = await traffic();

  const posts = receiver.at('/healthy');
  const counted = tally(writer.sent, healthy, posts);
  const latencies = {
    alone: latenciesMs(alone, healthy, posts),
    beside: latenciesMs(beside, healthy, posts),
  };
  const times = Object.entries(latencies).map(
    ([what, ms]) => `${what}: median ${percentile(ms, 0.5)} ms, p99 ${percentile(ms, 0.99)} ms`,
  );
  report('G7 failing neighbours, healthy receiver', counted, times.join('; '));
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  expect(Math.max(...latencies.beside)).toBeLessThan(requestTimeoutMs);
  // The neighbours hold no offset: what they do not take is handed on.
  await untilCommitted(system, writer.sent);
  const handedOn = await retryRecords(system);
  const kept = new Set(handedOn.map(({ subscriptionId, origin }) => subscriptionId + originOf(origin)));
  const isHandedOn = (event: SentEvent, { id }: Subscription): boolean => kept.has(id + originOf(event));
  for (let partition = 0; partition < partitions; partition += 1) {
    const firstTries = writer.sent.filter(
      (event) => event.partition === partition && !isHandedOn(event, healthy),
    );
    const order = new Set(firstTries.map((event) => deliveryId(event, healthy)));
    expect(posts.map(idOf).filter((id) => order.has(id))).toEqual([...order]);
  }
  for (const neighbour of neighbours) {
    expect(beside.filter((event) => !isHandedOn(event, neighbour))).toEqual([]);
  }
});
