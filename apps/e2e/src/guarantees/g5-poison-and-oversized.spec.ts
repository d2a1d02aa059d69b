// G5: no record stops its partition. What nobody can read or encode becomes a dead letter with its reason, what is too
// large one by its coordinates alone; a large event that is not delivered goes through the retry tiers as any other.
// The neighbours in the same partition, before, between and behind, are delivered.
import { eventRecordBytesMax, findEventType, writeEvent } from '@posthorn/contracts';
import {
  answer,
  eventAttributes,
  eventually,
  startReceiver,
  type ReceivedRequest,
  type Receiver,
} from '@posthorn/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilComplete } from '../harness/broker-word.js';
import { expectAnswer } from '../harness/call-api.js';
import { Committed } from '../harness/committed.js';
import { Customer, type Subscription } from '../harness/customer.js';
import { EventWriter, type RawRecord } from '../harness/event-writer.js';
import { deadLetters, originOf, retryRecords } from '../harness/handed-on.js';
import { acceptedSchema } from '../harness/ingest-writer.js';
import { System } from '../harness/system.js';
import { deliveryId, idOf, report, tally } from '../harness/tally.js';

let system: System;
let receiver: Receiver;
let customer: Customer;
let subscription: Subscription;
let writer: EventWriter;

beforeAll(async () => {
  receiver = await startReceiver();
  system = await System.start({ name: 'g5', environment: { PARTITIONS_BUSY: '1', LANE_WAIT_MAX: '1m' } });
  customer = await Customer.signUp(system);
  subscription = await customer.subscribe({ url: receiver.url });
  writer = await EventWriter.connect(system, customer);
});
afterAll(async () => {
  await writer.close();
  await system.stop();
  await receiver.stop();
});

const event = writeEvent(eventAttributes({ accountId: 'example' }), findEventType('subscribe')?.sample);
const withHeaders = (headers: Readonly<Record<string, string>>): RawRecord => ({
  ...event,
  headers: { ...event.headers, ...headers },
});
const withoutHeader = (name: string): RawRecord => ({
  ...event,
  headers: Object.fromEntries(Object.entries(event.headers).filter(([other]) => other !== name)),
});
const huge = Buffer.alloc(20_000_000, ' ');

/** Records that no receiver can ever get, with the reason that their dead letter gives. */
const poison: readonly { readonly record: RawRecord; readonly reason: string }[] = [
  { record: { value: 'neither headers nor JSON' }, reason: 'not_a_cloud_event' },
  { record: { value: null }, reason: 'not_a_cloud_event' },
  { record: withoutHeader('ce_accountid'), reason: 'not_a_cloud_event' },
  { record: withHeaders({ ce_time: 'yesterday' }), reason: 'not_a_cloud_event' },
  { record: withHeaders({ ce_type: 'unheard_of' }), reason: 'unknown_event_type' },
  {
    record: { value: '{', headers: { 'content-type': 'application/cloudevents+json' } },
    reason: 'not_a_cloud_event',
  },
  { record: { ...event, value: '{"contact": ' }, reason: 'unreadable_data' },
  { record: { ...event, value: Buffer.from([0xff, 0xfe, 0x00]) }, reason: 'unreadable_data' },
  { record: { ...event, value: huge }, reason: 'too_large' },
];

it('makes a dead letter of each record that cannot be delivered, and delivers its neighbours', async () => {
  const letters = new Map<string, string>();
  await writer.send({ count: 5 });
  for (const { record, reason } of poison) {
    const { offset } = await writer.append([record], { compressed: true });
    letters.set(originOf({ topic: writer.topic, partition: 0, offset }), reason);
    await writer.send({ count: 5 });
  }
  await receiver.received(writer.sent.length, { timeoutMs: 30_000 });
  const end = writer.sent.length + poison.length;
  await eventually(async () => {
    const group = { groupId: system.groupId, topic: writer.topic };
    return (await Committed.ask(system.brokers, group)).base(0) === end;
  });
  const kept = await deadLetters(system);
  expect(new Map(kept.map(({ origin = '', reason = '' }) => [origin, reason]))).toEqual(letters);
  expect(kept).toHaveLength(poison.length);
  // By its coordinates alone; the others with their bytes.
  for (const { reason, value } of kept) if (reason === 'too_large') expect(value).toBeNull();
  expect(kept.some(({ value }) => value?.toString() === 'neither headers nor JSON')).toBe(true);

  const counted = tally(writer.sent, subscription, receiver.requests);
  report('G5 poison between neighbours', counted, `${kept.length} dead letters`);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
});

it('brings an event of 1,048,000 bytes back from the retry tier', async () => {
  const delivered: ReceivedRequest[] = [];
  const refused: ReceivedRequest[] = [];
  const bytes = 1_048_000;
  const isLarge = (request: ReceivedRequest): boolean => request.body.length > bytes / 2;
  // The first POST of the large one, and the first of its neighbours, whichever is through sooner.
  receiver.behave((request) => {
    const isFirst = !refused.some((earlier) => isLarge(earlier) === isLarge(request));
    (isFirst ? refused : delivered).push(request);
    return answer(isFirst ? 503 : 200);
  });
  const body = largeEvent(bytes);
  expect(Buffer.byteLength(JSON.stringify(body))).toBe(bytes);
  expect(bytes).toBeLessThan(eventRecordBytesMax);
  const url = `${system.stack.services.ingest.http}/v1/events`;
  const answered = await expectAnswer(202, { method: 'POST', url, token: customer.token, body });
  const at = acceptedSchema.parse(answered);
  const large = { id: body.id, source: body.source, accountId: customer.accountId, ...at };
  const neighbours = await writer.send({ count: 5 });
  const sent = [large, ...neighbours];
  await untilComplete(system, sent, subscription);

  const wayOfLarge = (await retryRecords(system)).filter(
    ({ origin }) => originOf(origin) === originOf(large),
  );
  expect(wayOfLarge.length).toBeGreaterThanOrEqual(1);
  const post = delivered.find((request) => idOf(request) === deliveryId(large, subscription));
  expect(post?.body.toString()).toContain(body.data.contact.first_name);
  const counted = tally(sent, subscription, delivered);
  report('G5 event of 1,048,000 bytes', counted);
  expect(counted).toMatchObject({ lost: [], repeated: new Map(), foreign: [] });
});

/** An event whose JSON has exactly so many bytes. */
function largeEvent(bytes: number) {
  const make = (firstName: string) => ({
    ...{ id: 'evt_large', source: '/testing', type: 'subscribe', subject: '42' },
    data: { contact: { id: '42', email: 'jane@example.com', first_name: firstName } },
  });
  return make('x'.repeat(bytes - JSON.stringify(make('')).length));
}
