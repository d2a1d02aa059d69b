// G2: SIGKILL of a dispatcher in mid-flight loses nothing and repeats only what was incomplete at the kill.
//
// The bound, delivery by delivery: a dispatcher makes again what the broker counts as incomplete, once for each record
// of it. That is what was in flight, and what ended since the last commit, which comes at most 200 ms after a
// completion. A delivery that was handed on just before the kill may have two such records, its event's and its retry's.
import { freePort, startReceiver, eventually, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BrokerWord, untilComplete } from '../harness/broker-word.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { answerAndNote, type DeliveredPost } from '../harness/delivered.js';
import { EventWriter } from '../harness/event-writer.js';
import { Load } from '../harness/load.js';
import { System } from '../harness/system.js';
import { idOf, report, tally } from '../harness/tally.js';

type Dispatcher = System['stack']['services']['dispatcher'];

const answerMs = 50;
/** A commit comes 200 ms after a completion; the rest is for a machine that is busy. */
const uncommittedMsMax = 3_000;

let system: System;
let receiver: Receiver;
let delivered: readonly DeliveredPost[];
let writer: EventWriter;
let subscription: Subscription;
let dispatchers: readonly [Dispatcher, Dispatcher, Dispatcher];

beforeAll(async () => {
  receiver = await startReceiver();
  delivered = answerAndNote(receiver, { delayMs: answerMs, refuseOneOf: 10 });
  system = await System.start({ name: 'g2' });
  dispatchers = [
    system.stack.services.dispatcher,
    await system.stack.addDispatcher({ httpPort: await freePort() }),
    await system.stack.addDispatcher({ httpPort: await freePort() }),
  ];
  const customer = await Customer.signUp(system);
  subscription = await customer.subscribe({ url: receiver.url });
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

interface Kill {
  readonly atMs: number;
  /** Asked right after it. */
  readonly word: BrokerWord;
  /** POSTs that had come by then, also those on the last breath of the process. */
  readonly delivered: readonly DeliveredPost[];
}

async function kill(dispatcher: Dispatcher): Promise<Kill> {
  await dispatcher.kill();
  const atMs = Date.now();
  const word = await BrokerWord.ask(system, writer.sent, subscription);
  return { atMs, word, delivered: [...delivered] };
}

/** Kills them at once, in the middle of deliveries. */
async function killUnderLoad(victims: readonly Dispatcher[]): Promise<Kill[]> {
  const stopLoad = Load.start(writer, { perSecond: 200, partitions: 3 });
  const wanted = delivered.length + 200;
  await eventually(() => delivered.length >= wanted, { timeoutMs: 30_000, what: 'deliveries under way' });
  const kills = await Promise.all(victims.map(kill));
  await stopLoad();
  return kills;
}

/** Resolves when what was incomplete at the last kill is delivered by whoever took over. */
async function takenOver(kills: readonly Kill[]): Promise<void> {
  const waiting = [...(kills.at(-1)?.word.incomplete.keys() ?? [])];
  await eventually(
    () => {
      const done = new Set(delivered.map(idOf));
      return waiting.every((id) => done.has(id));
    },
    { timeoutMs: 40_000, what: 'a dispatcher that took over' },
  );
}

it('loses nothing and repeats only what was incomplete at the kill', async () => {
  const [first, second, third] = dispatchers;
  const kills = await killUnderLoad([first, second]);
  await takenOver(kills);
  kills.push(...(await killUnderLoad([third])));
  await first.start();
  await takenOver(kills);
  await untilComplete(system, writer.sent, subscription);

  const counted = tally(writer.sent, subscription, delivered);
  const mayRepeat = kills.map(repeatsAllowed);
  const atMost = mayRepeat.flatMap((byId) => [...byId.values()]).reduce((sum, count) => sum + count, 0);
  report('G2 dispatcher killed', counted, `${kills.length} kills, at most ${atMost} may be repeated`);
  expect(counted.lost).toEqual([]);
  expect(counted.foreign).toEqual([]);
  for (const [id, count] of counted.repeated) {
    const allowed = mayRepeat.reduce((sum, byId) => sum + (byId.get(id) ?? 0), 0);
    expect(count, `repeats of ${id}`).toBeLessThanOrEqual(allowed);
  }
  for (const one of kills) {
    expect(completeButNotDelivered(one)).toEqual([]);
    expect(completeButMadeAgain(one)).toEqual([]);
  }
  expect(kills.slice(0, 1).flatMap(uncommittedTooLong)).toEqual([]);
});

/** How often each delivery may be repeated because of one kill. */
function repeatsAllowed({ delivered: before, word }: Kill): ReadonlyMap<string, number> {
  const done = new Set(before.map(idOf));
  return new Map(Array.from(word.incomplete, ([id, records]) => [id, records - (done.has(id) ? 0 : 1)]));
}

/** The broker was further than the receiver. */
function completeButNotDelivered({ word }: Kill): readonly string[] {
  const done = new Set(delivered.filter(({ answeredAtMs }) => answeredAtMs <= word.atMs).map(idOf));
  return [...word.complete].filter((id) => !done.has(id));
}

/** The broker counted it as complete, and a dispatcher made it again. */
function completeButMadeAgain({ word }: Kill): readonly string[] {
  const later = receiver.requests.filter(({ receivedAtMs }) => receivedAtMs > word.atMs).map(idOf);
  return later.filter((id) => word.complete.has(id));
}

/** Delivered long before the kill, and still not committed. */
function uncommittedTooLong({ atMs, delivered: before, word }: Kill): readonly string[] {
  return before
    .filter(({ answeredAtMs }) => answeredAtMs < atMs - uncommittedMsMax)
    .map(idOf)
    .filter((id) => word.incomplete.has(id));
}
