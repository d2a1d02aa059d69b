// G2: SIGKILL of dispatchers in mid-flight, every 3 s and two at once, with two and with three of them, loses nothing and
// repeats only what was incomplete at a kill.
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
import {
  completeButNotDelivered,
  kill,
  repeatsAllowed,
  type Dispatcher,
  type Kill,
  type Work,
} from '../harness/kill.js';
import { Load } from '../harness/load.js';
import { inTurn } from '../harness/storm.js';
import { System } from '../harness/system.js';
import { idOf, report, tally } from '../harness/tally.js';

const answerMs = 50;

let system: System;
let receiver: Receiver;
let delivered: readonly DeliveredPost[];
let writer: EventWriter;
let subscription: Subscription;
let work: Work;

beforeAll(async () => {
  receiver = await startReceiver();
  delivered = answerAndNote(receiver, { delayMs: answerMs, refuseOneOf: 10 });
  system = await System.start({ name: 'g2' });
  const customer = await Customer.signUp(system);
  subscription = await customer.subscribe({ url: receiver.url });
  writer = await EventWriter.connect(system, customer);
  work = { system, sent: writer.sent, subscription, delivered };
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

/** Resolves in the middle of deliveries. */
async function underWay(): Promise<void> {
  const wanted = delivered.length + 100;
  await eventually(() => delivered.length >= wanted, { timeoutMs: 40_000, what: 'deliveries under way' });
}

/** Resolves when what was delivered by now is committed, while more is delivered: what a kill repeats is less than all. */
async function committedMeanwhile(): Promise<void> {
  const until = delivered.map(idOf);
  await eventually(
    async () => {
      const { complete } = await BrokerWord.ask(system, writer.sent, subscription);
      return until.every((id) => complete.has(id));
    },
    { timeoutMs: 40_000, intervalMs: 100, what: `${until.length} deliveries committed under load` },
  );
}

/** Resolves when what was incomplete at the last kill is delivered by whoever took over. */
async function takenOver(kills: readonly Kill[]): Promise<void> {
  const waiting = [...(kills.at(-1)?.word.incomplete.keys() ?? [])];
  await eventually(
    () => {
      const done = new Set(delivered.map(idOf));
      return waiting.every((id) => done.has(id));
    },
    { timeoutMs: 60_000, what: 'a dispatcher that took over' },
  );
}

/** Kills one after the other, each 3 s after the one before, and starts it again. */
async function killInTurn(victims: readonly Dispatcher[]): Promise<Kill[]> {
  const stopLoad = Load.start(writer, { perSecond: 200, partitions: 3 });
  await underWay();
  await committedMeanwhile();
  const kills = await inTurn(victims, { everyMs: 3_000 }, async (victim) => {
    const killed = await kill(victim, work);
    await victim.spawn();
    return killed;
  });
  await underWay();
  await stopLoad();
  await takenOver(kills);
  return kills;
}

/** Under load, in one moment; they stay away. */
async function killAtOnce(victims: readonly Dispatcher[]): Promise<Kill[]> {
  const stopLoad = Load.start(writer, { perSecond: 200, partitions: 3 });
  await underWay();
  const kills = await Promise.all(victims.map((victim) => kill(victim, work)));
  await stopLoad();
  await takenOver(kills);
  return kills;
}

it('loses nothing and repeats only what was incomplete at the kill', async () => {
  const first = system.stack.services.dispatcher;
  const second = await system.stack.addDispatcher({ httpPort: await freePort() });
  const kills = await killInTurn([first, second, first]);
  const third = await system.stack.addDispatcher({ httpPort: await freePort() });
  kills.push(...(await killInTurn([second, third, first])));
  kills.push(...(await killAtOnce([first, second])));
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
    expect(completeButNotDelivered(one, work)).toEqual([]);
    expect(completeButMadeAgain(one)).toEqual([]);
  }
});

/** The broker counted it as complete, and a dispatcher made it again. */
function completeButMadeAgain({ word }: Kill): readonly string[] {
  const later = receiver.requests.filter(({ receivedAtMs }) => receivedAtMs > word.atMs).map(idOf);
  return later.filter((id) => word.complete.has(id));
}
