// G7: 200 receivers that take every request and never answer, of the same account and events as ten that do. Those get
// theirs before one of the hanging POSTs could have ended, from the dispatcher's first moment on; and no offset waits for
// more than one timeout, also where the dispatcher has far fewer places than there are receivers that hang.
import { answer, eventually, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Subscription } from '../harness/customer.js';
import { EventWriter, type SentEvent } from '../harness/event-writer.js';
import { publishCrowd } from '../harness/registry-crowd.js';
import { System } from '../harness/system.js';
import { deliveryId, report, tallyOfDeliveries } from '../harness/tally.js';
import { untilCommitted } from '../harness/until-committed.js';
import { keptNowhere } from '../harness/whereabouts.js';

const hangingCount = 200;
const healthyCount = 10;
const eventsPerPartition = 5;
const partitions = 3;
const requestTimeoutMs = 10_000;
/** What is handed on does not come back within the test. */
const onlyTier = '10m';

let system: System;
let receiver: Receiver;
let writer: EventWriter;
let hanging: readonly Subscription[];
let healthy: readonly Subscription[];

beforeAll(async () => {
  receiver = await startReceiver();
  receiver.behave(({ path }) => (path === '/hangs' ? { kind: 'hang' } : answer(200)));
  system = await System.start({
    ...{ name: 'g7-crowd', moreTiers: [onlyTier] },
    environment: { RETRY_TIERS: onlyTier },
  });
  const accountId = 'crowd';
  const crowd = await publishCrowd(system, {
    ...{ accountId, count: hangingCount + healthyCount },
    of: (index) =>
      index < hangingCount
        ? { url: `${receiver.url}/hangs`, eventTypes: ['subscribe'] }
        : { url: `${receiver.url}/well`, eventTypes: ['subscribe', 'unsubscribe'] },
  });
  [hanging, healthy] = [crowd.slice(0, hangingCount), crowd.slice(hangingCount)];
  writer = await EventWriter.connect(system, { accountId });
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

/** Events that everybody wants, in every partition. */
async function sendToAll(): Promise<readonly SentEvent[]> {
  receiver.forget();
  const sent: SentEvent[] = [];
  for (let partition = 0; partition < partitions; partition += 1)
    sent.push(...(await writer.send({ count: eventsPerPartition, partition })));
  return sent;
}

const tookAll = (sent: readonly SentEvent[]): Promise<unknown> =>
  eventually(() => receiver.at('/well').length >= sent.length * healthyCount, {
    timeoutMs: 60_000,
    what: `${sent.length} events at each of ${healthyCount} healthy receivers`,
  });

/** When a POST that hangs can have ended at the earliest. */
const firstTimeoutAtMs = (): number => (receiver.at('/hangs')[0]?.receivedAtMs ?? NaN) + requestTimeoutMs;

/** Of those that hang, every event is in the retry tiers; of the others, everything has come in time. */
async function expectIsolation(what: string, sent: readonly SentEvent[]): Promise<void> {
  await tookAll(sent);
  const posts = receiver.at('/well').slice(0, sent.length * healthyCount);
  const committedAtMs = await untilCommitted(system, sent);
  const wanted = healthy.flatMap((each) => sent.map((event) => deliveryId(event, each)));
  const counted = tallyOfDeliveries(wanted, posts);
  const lastAtMs = Math.max(...posts.map(({ receivedAtMs }) => receivedAtMs));
  const times = `${lastAtMs - (receiver.requests[0]?.receivedAtMs ?? NaN)} ms from the first POST to the last healthy one`;
  const committed = `committed ${committedAtMs - firstTimeoutAtMs()} ms after the first timeout`;
  report(`G7 ${hangingCount} hanging receivers, ${what}`, counted, `${times}; ${committed}`);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
  expect(lastAtMs).toBeLessThan(firstTimeoutAtMs());
  expect(committedAtMs).toBeLessThan(firstTimeoutAtMs() + requestTimeoutMs);
  for (const each of [hanging[0], hanging.at(-1)])
    if (each !== undefined) expect(await keptNowhere(system, sent, each)).toEqual([]);
}

it('delivers beside them from the first moment on', async () => {
  const { dispatcher } = system.stack.services;
  await dispatcher.stop();
  const sent = await sendToAll();
  await dispatcher.start();
  await expectIsolation('from the start', sent);
});

it('holds no offset for a place, where there are few', async () => {
  const { dispatcher } = system.stack.services;
  await dispatcher.kill();
  await dispatcher.start({ IN_FLIGHT_MAX: '64' });
  receiver.forget();
  const first = await writer.send({ count: 1, types: ['unsubscribe'] });
  await tookAll(first);
  await expectIsolation('64 places', await sendToAll());
});
