// G16: a subscription's own limits hold over two dispatchers, and over a SIGKILL of the one that keeps them: never more
// POSTs under way, and never more in any time, than the subscription allows. Nothing is lost, and repeated is only what
// was incomplete at the kill.
import { answer, eventually, freePort, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { Customer, type Subscription } from '../harness/customer.js';
import type { DeliveredPost } from '../harness/delivered.js';
import { EventWriter } from '../harness/event-writer.js';
import { kill, repeatsAllowed, type Dispatcher } from '../harness/kill.js';
import { metric } from '../harness/metric.js';
import { System } from '../harness/system.js';
import { report, tally } from '../harness/tally.js';

const inFlightMax = 2;
const ratePerSecond = 40;
const answerMs = 100;
/** How much closer together POSTs may come than they were sent, on a machine that is busy. */
const lateMsMax = 1_000;

let system: System;
let receiver: Receiver;
let dispatchers: readonly Dispatcher[];
let writer: EventWriter;
let narrow: Subscription;
let slow: Subscription;

beforeAll(async () => {
  receiver = await startReceiver();
  // One partition of `paced`, so that one of the two keeps the limits of both subscriptions.
  system = await System.start({ name: 'g22', environment: { PARTITIONS_OTHER: '1' } });
  dispatchers = [
    system.stack.services.dispatcher,
    await system.stack.addDispatcher({ httpPort: await freePort() }),
  ];
  const customer = await Customer.signUp(system);
  narrow = await customer.subscribe({
    ...{ url: `${receiver.url}/narrow`, limits: { max_in_flight: inFlightMax } },
  });
  slow = await customer.subscribe({
    ...{ url: `${receiver.url}/slow`, limits: { rate_per_second: ratePerSecond } },
  });
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

/** The one that owns the partition of `paced`. */
const keeper = (): Promise<Dispatcher> =>
  eventually(
    async () => {
      for (const each of dispatchers) {
        if ((await metric(each, 'dispatcher_partitions', `"${system.groupId}.paced"`)) === 1) return each;
      }
      return undefined;
    },
    { timeoutMs: 30_000, what: 'an owner of paced' },
  );

it('keeps to the limits, loses nothing, and repeats what was incomplete, through a SIGKILL', async () => {
  const delivered = { narrow: [] as DeliveredPost[], slow: [] as DeliveredPost[] };
  receiver.behave((request) => {
    const [posts, delayMs] = request.path === '/narrow' ? [delivered.narrow, answerMs] : [delivered.slow, 0];
    posts.push({ ...request, answeredAtMs: request.receivedAtMs + delayMs });
    return { ...answer(200), delayMs };
  });
  for (const partition of [0, 1, 2]) await writer.send({ count: 50, partition });
  await eventually(() => delivered.narrow.length >= 30 && delivered.slow.length >= 60, {
    timeoutMs: 30_000,
    what: 'deliveries under way',
  });
  const victim = await keeper();
  const works = [
    { system, sent: writer.sent, subscription: narrow, delivered: delivered.narrow },
    { system, sent: writer.sent, subscription: slow, delivered: delivered.slow },
  ];
  const kills = await Promise.all(works.map((work) => kill(victim, work)));
  await untilComplete(system, writer.sent, narrow, slow);

  for (const [index, work] of works.entries()) {
    const counted = tally(work.sent, work.subscription, work.delivered);
    const allowed = kills.slice(index, index + 1).map(repeatsAllowed)[0];
    const atMost = [...(allowed?.values() ?? [])].reduce((sum, count) => sum + count, 0);
    const path = work.delivered[0]?.path ?? '';
    report(`G16 limits and a SIGKILL, receiver ${path}`, counted, `at most ${atMost} may be repeated`);
    expect(counted).toMatchObject({ lost: [], foreign: [] });
    for (const [id, count] of counted.repeated) {
      expect(count, `repeats of ${id}`).toBeLessThanOrEqual(allowed?.get(id) ?? 0);
    }
  }
  expect(mostAtOnce(delivered.narrow)).toBe(inFlightMax);
  expect(tooManyWithin(delivered.slow)).toEqual([]);
});

/** POSTs that were under way at the same time. */
function mostAtOnce(posts: readonly DeliveredPost[]): number {
  const changes = posts.flatMap(({ receivedAtMs, answeredAtMs }) => [
    { atMs: receivedAtMs, by: 1 },
    { atMs: answeredAtMs, by: -1 },
  ]);
  let now = 0;
  const counts = changes.sort((a, b) => a.atMs - b.atMs || a.by - b.by).map(({ by }) => (now += by));
  return Math.max(...counts);
}

/** Times in which more POSTs came than the rate allows: how many, and within how many ms. */
const tooManyWithin = (posts: readonly DeliveredPost[]): readonly string[] =>
  posts.flatMap((first, index) =>
    posts.slice(index).flatMap(({ receivedAtMs }, later) => {
      const withinMs = receivedAtMs - first.receivedAtMs;
      const allowed = (ratePerSecond * (withinMs + lateMsMax)) / 1_000 + 1;
      return later + 1 > allowed ? [`${later + 1} within ${withinMs} ms`] : [];
    }),
  );
