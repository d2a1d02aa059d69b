// G3: the broker is restarted, in order (SIGTERM) and as in a crash (SIGKILL), while events come in through ingest and
// three dispatchers deliver them. No event that was answered 202 is lost. Each dispatcher keeps its progress in the
// process, and its partitions, and so nothing is repeated.
import {
  eventually,
  freePort,
  readTopic,
  startReceiver,
  type KafkaBroker,
  type Receiver,
} from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { answerAndNote, type DeliveredPost } from '../harness/delivered.js';
import { IngestWriter } from '../harness/ingest-writer.js';
import { Load } from '../harness/load.js';
import { metric } from '../harness/metric.js';
import { System } from '../harness/system.js';
import { deliveryId, report, tally, type Tally } from '../harness/tally.js';

type Dispatcher = System['stack']['services']['dispatcher'];

let system: System;
let dispatchers: readonly Dispatcher[];
let broker: KafkaBroker;
let receiver: Receiver;
let delivered: readonly DeliveredPost[];
let writer: IngestWriter;
let subscription: Subscription;

beforeAll(async () => {
  receiver = await startReceiver();
  delivered = answerAndNote(receiver, { delayMs: 30 });
  system = await System.start({ name: 'g3', own: ['kafka'] });
  const { kafka } = system.stack.servers;
  if (kafka === undefined) throw new Error('the stack has no broker of its own');
  broker = kafka;
  dispatchers = [system.stack.services.dispatcher, await addDispatcher(), await addDispatcher()];
  const customer = await Customer.signUp(system);
  subscription = await customer.subscribe({ url: receiver.url });
  writer = new IngestWriter(system, customer);
});
afterAll(async () => {
  await system.stop();
  await receiver.stop();
});

const addDispatcher = async (): Promise<Dispatcher> =>
  system.stack.addDispatcher({ httpPort: await freePort() });

/** Each of them has made a POST. */
const allAtWork = (): Promise<unknown> =>
  eventually(
    async () => {
      const posts = dispatchers.map((each) => metric(each, 'attempt_duration_seconds_count'));
      return (await Promise.all(posts)).every((count) => count > 0);
    },
    { what: 'POSTs of every dispatcher' },
  );

it.each([
  ['SIGTERM', () => broker.stop()],
  ['SIGKILL', () => broker.kill()],
])('loses and repeats nothing when the broker is restarted after %s', async (signal, end) => {
  const before = { sent: writer.sent.length, refusals: writer.refusals.length };
  const stopLoad = Load.start(writer, { perSecond: 200 });
  await moreAccepted(100);
  await allAtWork();
  await end();
  await eventually(() => writer.refusals.length > before.refusals, {
    timeoutMs: 30_000,
    what: 'a refusal while the broker is away',
  });
  await broker.start();
  await moreAccepted(100);
  await stopLoad();
  await untilComplete(system, writer.sent, subscription);
  const sent = writer.sent.slice(before.sent);
  const mine = new Set(sent.map((event) => deliveryId(event, subscription)));
  const posts = delivered.filter(({ headers }) => mine.has(headers['webhook-id'] ?? ''));
  const counted = beyondTheLog(tally(sent, subscription, posts), await copiesInLog());
  report(`G3 broker restarted, ${signal}`, counted);
  expect(counted).toMatchObject({ lost: [], repeated: new Map() });
  expect(writer.refusals.slice(before.refusals).filter((status) => status !== 503)).toEqual([]);
});

const moreAccepted = (count: number): Promise<unknown> => {
  const wanted = writer.sent.length + count;
  return eventually(() => writer.sent.length >= wanted, { timeoutMs: 60_000, what: `${count} accepted` });
};

/** A 503 promises nothing: the event may stand in Kafka all the same, and once more when it is sent again. */
async function copiesInLog(): Promise<ReadonlyMap<string, number>> {
  const copies = new Map<string, number>();
  for (const { headers } of await readTopic(system.brokers, system.topics.events('contact'))) {
    const id = deliveryId({ id: headers.ce_id ?? '', source: headers.ce_source ?? '' }, subscription);
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  return copies;
}

/** Repeats are the dispatcher's only beyond what the log itself repeats. */
const beyondTheLog = (counted: Tally, copies: ReadonlyMap<string, number>): Tally => ({
  ...counted,
  repeated: new Map(
    Array.from(counted.repeated, ([id, count]): [string, number] => [
      id,
      count + 1 - (copies.get(id) ?? 1),
    ]).filter(([, count]) => count > 0),
  ),
});
