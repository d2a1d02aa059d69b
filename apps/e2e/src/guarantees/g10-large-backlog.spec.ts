// G10: a dispatcher starts with a backlog of 100,000 events, of which 99 of 100 go to a receiver that is not there. All of
// them are in a retry tier then, and their offsets committed. The others of the backlog are delivered, and what is
// written to another partition meanwhile does not wait for it.
import { eventually, freePort, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Customer } from '../harness/customer.js';
import { EventWriter, type SentEvent } from '../harness/event-writer.js';
import { latenciesMs, percentile } from '../harness/latency.js';
import { System } from '../harness/system.js';
import { deliveryId, idOf, report, tally } from '../harness/tally.js';
import { untilCommitted } from '../harness/until-committed.js';
import { keptNowhere } from '../harness/whereabouts.js';

const backlog = 100_000;
const oneOf = 100;
const perBatch = 1_000;
const liveCount = 20;
const requestTimeoutMs = 10_000;
/** What is handed on does not come back within the test. */
const onlyTier = '30m';
const timeoutMs = 400_000;

let system: System;
let receiver: Receiver;
let customer: Customer;
let writer: EventWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  system = await System.start({
    ...{ name: 'g10-large', moreTiers: [onlyTier] },
    environment: { RETRY_TIERS: onlyTier },
  });
  customer = await Customer.signUp(system);
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

const types = ['unsubscribe', ...Array<string>(oneOf - 1).fill('subscribe')];
const isForTheOther = (_: SentEvent, index: number): boolean => index % oneOf === 0;

/** One event after the other in a partition without a backlog, each sent when the one before has come. */
async function sendLive(path: string): Promise<readonly SentEvent[]> {
  const sent: SentEvent[] = [];
  const came = () => receiver.at(path).length;
  while (sent.length < liveCount) {
    sent.push(...(await writer.send({ count: 1, partition: 1, types: ['update'] })));
    await eventually(() => came() >= sent.length, { timeoutMs: 60_000, what: `event ${sent.length}` });
  }
  return sent;
}

it(
  'starts with 100,000 events for one that is not there',
  async () => {
    const { dispatcher } = system.stack.services;
    await dispatcher.stop();
    const url = `http://127.0.0.1:${await freePort()}/away`;
    const away = await customer.subscribe({ url, eventTypes: ['subscribe'] });
    const well = await customer.subscribe({ url: `${receiver.url}/well`, eventTypes: ['unsubscribe'] });
    const live = await customer.subscribe({
      url: `${receiver.url}/live`,
      eventTypes: ['update'],
    });
    for (let count = 0; count < backlog; count += perBatch) await writer.send({ count: perBatch, types });
    const sent = [...writer.sent];
    const startedAtMs = Date.now();
    await dispatcher.start();
    const sentLive = await sendLive('/live');
    const liveEndedAtMs = Date.now();
    const committedAtMs = await untilCommitted(system, sent, timeoutMs);

    // What the process was too busy for is handed on, too, and would come with its tier.
    const wanted = sent.filter(isForTheOther);
    const came = new Set(receiver.at('/well').map(idOf));
    const isThere = (event: SentEvent): boolean => came.has(deliveryId(event, well));
    const late = wanted.filter((event) => !isThere(event));
    const counted = tally(wanted.filter(isThere), well, receiver.at('/well'));
    const latencies = latenciesMs(sentLive, live, receiver.at('/live'));
    const times = `${late.length} more handed on; committed ${committedAtMs - startedAtMs} ms after the start; beside it: median ${percentile(latencies, 0.5)} ms, most ${percentile(latencies, 1)} ms`;
    report(`G10 backlog of ${backlog}`, counted, times);
    expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
    expect(await keptNowhere(system, late, well)).toEqual([]);
    expect(late.length).toBeLessThan(wanted.length / 4);
    const notTaken = sent.filter((event, index) => !isForTheOther(event, index));
    expect(await keptNowhere(system, notTaken, away)).toEqual([]);
    expect(tally(sentLive, live, receiver.at('/live'))).toMatchObject({ lost: [], repeated: new Map() });
    expect(liveEndedAtMs).toBeLessThan(committedAtMs);
    expect(percentile(latencies, 1)).toBeLessThan(requestTimeoutMs);
  },
  timeoutMs,
);
