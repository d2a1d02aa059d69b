// G12: dispatchers join and leave every 3 s under load, some with another retry schedule than the rest. Nothing is lost,
// and nothing is made again that the broker counted as complete: only what was under way for too long before a join.
// These receivers answer quickly, one of them after a detour, so that next to nothing is.
import {
  eventually,
  freePort,
  readTopic,
  startReceiver,
  type ReceivedRequest,
  type Receiver,
} from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { CommitWatch, type CommitSample } from '../harness/commit-watch.js';
import { Customer } from '../harness/customer.js';
import { EventWriter } from '../harness/event-writer.js';
import { retryRecords } from '../harness/handed-on.js';
import type { Dispatcher } from '../harness/kill.js';
import { Load } from '../harness/load.js';
import { inTurn } from '../harness/storm.js';
import { System } from '../harness/system.js';
import { deliveryId, idOf, repeatedCount, report, tally } from '../harness/tally.js';

const otherTier = '2s';
/** As many as one lane of one dispatcher may have under way, once: for a machine that stands still at a bad moment. */
const repeatedMax = 32;

let system: System;
let receiver: Receiver;
let writer: EventWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  // Nothing of the steady one is handed on, so that its events' offsets tell all that the broker knows of it.
  const environment = { LANE_WAIT_MAX: '60s' };
  system = await System.start({ name: 'g12', environment, moreTiers: [otherTier] });
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

it('loses nothing while members come and go, with different schedules', async () => {
  const customer = await Customer.signUp(system);
  const steady = await customer.subscribe({ url: `${receiver.url}/steady` });
  const refusing = await customer.subscribe({ url: `${receiver.url}/refusing` });
  writer = await EventWriter.connect(system, customer);
  const delivered: ReceivedRequest[] = [];
  const seen = new Set<string>();
  receiver.behave((request) => {
    const isFirst = !seen.has(idOf(request));
    seen.add(idOf(request));
    // 404 says nothing bad about the endpoint, so that its lane goes on as fast as before.
    if (request.path === '/refusing' && isFirst) return { kind: 'answer', status: 404, delayMs: 20 };
    delivered.push(request);
    return { kind: 'answer', status: 200, delayMs: 20 };
  });

  const watch = CommitWatch.start(system.brokers, { groupId: system.groupId, topic: writer.topic });
  const stopLoad = Load.start(writer, { perSecond: 100, partitions: 3 });
  const guests = await guestsOfAnotherSchedule(2);
  const otherTopic = system.topics.retry(otherTier);
  await eventually(async () => (await readTopic(system.brokers, otherTopic)).length > 0, {
    timeoutMs: 40_000,
    what: 'deliveries by the other schedule',
  });
  const moves = [...guests, ...guests, ...guests];
  await inTurn(moves, { everyMs: 3_000 }, comeOrGo);
  await stopLoad();
  await untilComplete(system, writer.sent, steady);
  await untilComplete(system, writer.sent, refusing);
  const samples = await watch.stop();

  const took = (path: string) => delivered.filter((request) => request.path === path);
  const tiers = new Set((await retryRecords(system)).map(({ topic }) => topic));
  expect(tiers).toContain(system.topics.retry('1s'));
  for (const [path, subscription] of Object.entries({ '/steady': steady, '/refusing': refusing })) {
    const counted = tally(writer.sent, subscription, took(path));
    report(`G12 members come and go, ${path}`, counted, `${moves.length} moves`);
    expect(counted).toMatchObject({ lost: [], foreign: [] });
    expect(repeatedCount(counted), path).toBeLessThanOrEqual(repeatedMax);
  }
  const place = new Map(writer.sent.map((event) => [deliveryId(event, steady), event]));
  const again = took('/steady').filter(
    (post, index, posts) => index > posts.findIndex((each) => idOf(each) === idOf(post)),
  );
  for (const post of again) {
    const event = place.get(idOf(post));
    const before = lastBefore(samples, post.receivedAtMs);
    expect(event !== undefined && before?.committed.has(event), idOf(post)).toBe(false);
  }
});

/** They are there already, and write what fails into a tier that the first one does not know. */
const guestsOfAnotherSchedule = (count: number): Promise<readonly Dispatcher[]> =>
  Promise.all(
    Array.from({ length: count }, async () =>
      system.stack.addDispatcher({
        httpPort: await freePort(),
        environment: { RETRY_TIERS: otherTier },
      }),
    ),
  );

/** Leaves in order when it is there, and joins when it is not. */
async function comeOrGo(guest: Dispatcher): Promise<void> {
  if (guest.process?.end === undefined) await guest.stop();
  else await guest.spawn({ RETRY_TIERS: otherTier });
}

const lastBefore = (samples: readonly CommitSample[], atMs: number): CommitSample | undefined =>
  samples.findLast(({ answeredAtMs }) => answeredAtMs < atMs);
