// G8: SIGTERM under load. The dispatcher ends with code 0 within 25 s; what was delivered by then is committed by then,
// so that whoever goes on, a new process or one that runs beside it, repeats nothing and loses nothing.
import { eventually, freePort, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BrokerWord, untilComplete } from '../harness/broker-word.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { answerAndNote, type DeliveredPost } from '../harness/delivered.js';
import { EventWriter } from '../harness/event-writer.js';
import { Load } from '../harness/load.js';
import { System } from '../harness/system.js';
import { idOf, report, tally } from '../harness/tally.js';

type Dispatcher = System['stack']['services']['dispatcher'];

const stopWithinMs = 25_000;

let system: System;
let receiver: Receiver;
let delivered: readonly DeliveredPost[];
let writer: EventWriter;
let subscription: Subscription;

beforeAll(async () => {
  receiver = await startReceiver();
  delivered = answerAndNote(receiver, { delayMs: 100, refuseOneOf: 10 });
  system = await System.start({ name: 'g8' });
  const customer = await Customer.signUp(system);
  subscription = await customer.subscribe({ url: receiver.url });
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

/** Stops it in the middle of deliveries. */
async function stopUnderLoad(dispatcher: Dispatcher): Promise<void> {
  const stopLoad = Load.start(writer, { perSecond: 200, partitions: 3 });
  const wanted = delivered.length + 150;
  await eventually(() => delivered.length >= wanted, { timeoutMs: 30_000, what: 'deliveries under way' });
  const begun = performance.now();
  expect(await dispatcher.stop(stopWithinMs + 5_000)).toEqual({ code: 0, signal: null });
  expect(performance.now() - begun).toBeLessThan(stopWithinMs);
  await stopLoad();
}

function proveNothingLostOrRepeated(guarantee: string): void {
  const counted = tally(writer.sent, subscription, delivered);
  report(guarantee, counted);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
}

it('ends in order, and the next process goes on', async () => {
  const { dispatcher } = system.stack.services;
  await stopUnderLoad(dispatcher);
  const word = await BrokerWord.ask(system, writer.sent, subscription);
  const done = new Set(delivered.map(idOf));
  expect([...word.incomplete.keys()].filter((id) => done.has(id))).toEqual([]);
  expect([...word.complete].filter((id) => !done.has(id))).toEqual([]);
  expect(word.incomplete.size).toBeGreaterThan(0);
  await dispatcher.start();
  await untilComplete(system, writer.sent, subscription);
  proveNothingLostOrRepeated('G8 orderly stop, a new dispatcher');
});

it('ends in order, and the one beside it goes on', async () => {
  await system.stack.addDispatcher({ httpPort: await freePort() });
  await untilComplete(system, writer.sent, subscription);
  await stopUnderLoad(system.stack.services.dispatcher);
  await untilComplete(system, writer.sent, subscription);
  proveNothingLostOrRepeated('G8 orderly stop, beside another dispatcher');
});
