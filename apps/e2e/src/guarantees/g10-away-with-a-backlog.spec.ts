// G10: a receiver that is away, with 90 % of the traffic and a backlog four times as large as memory, beside one that is
// there and gets its events all the same. Both offsets are committed; what is not taken stands in the retry tiers.
import { eventually, freePort, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Customer } from '../harness/customer.js';
import { EventWriter, type SentEvent } from '../harness/event-writer.js';
import { System } from '../harness/system.js';
import { report, tally } from '../harness/tally.js';
import { untilCommitted } from '../harness/until-committed.js';
import { keptNowhere } from '../harness/whereabouts.js';

const inMemoryMax = 2_500;
const backlog = 10_000;

let system: System;
let receiver: Receiver;
let customer: Customer;
let writer: EventWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  const environment = { DELIVERIES_IN_MEMORY_MAX: String(inMemoryMax) };
  system = await System.start({ name: 'g10', environment });
  customer = await Customer.signUp(system);
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

const tookAll = (path: string, sent: readonly SentEvent[]): Promise<unknown> =>
  eventually(() => receiver.at(path).length >= sent.length, {
    timeoutMs: 60_000,
    what: `${sent.length} events at ${path}`,
  });

it('delivers beside one that is away with a backlog, and with 90 % of the traffic', async () => {
  const away = await customer.subscribe({
    url: `http://127.0.0.1:${await freePort()}/away`,
    eventTypes: ['update'],
  });
  const well = await customer.subscribe({ url: `${receiver.url}/well`, eventTypes: ['subscriber_note'] });
  const { dispatcher } = system.stack.services;
  await dispatcher.stop();
  const types = ['subscriber_note', ...Array<string>(9).fill('update')];
  const before = writer.sent.length;
  while (writer.sent.length < before + backlog) await writer.send({ count: 500, types });
  const sent = writer.sent.slice(before);
  const wanted = sent.filter((_, index) => index % types.length === 0);
  await dispatcher.start();
  await tookAll('/well', wanted);
  // Who does not take an event holds no offset.
  await untilCommitted(system, sent);
  const counted = tally(wanted, well, receiver.at('/well'));
  report('G10 beside one that is away, with 90 %', counted, `backlog of ${sent.length}`);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  const notTaken = sent.filter((_, index) => index % types.length !== 0);
  expect(await keptNowhere(system, notTaken, away)).toEqual([]);
});
