// Limits that a subscription sets for itself, held by two dispatchers together, on a real broker.
import {
  deadLetterHeaders,
  handedOnHeaders,
  writeEvent,
  writeHandedOn,
  type AttemptRecord,
} from '@posthorn/contracts';
import {
  committedOffsets,
  eventAttributes,
  eventually,
  readTopic,
  startReceiver,
  type Receiver,
} from '@posthorn/testing';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { EngineWorld } from './engine.fixture.js';

let world: EngineWorld;
let receiver: Receiver;

beforeEach(async () => {
  world = await EngineWorld.create(inject('kafkaBrokers'), { partitions: 2 });
  receiver = await startReceiver();
});
afterEach(async () => {
  await world.stop();
  await receiver.stop();
  expect(world.fatal).toEqual([]);
});

/** How many requests were open at the receiver at the same time, when each was answered after `answerMs`. */
function openMost(answerMs: number): number {
  const arrivals = receiver.requests.map(({ receivedAtMs }) => receivedAtMs);
  return Math.max(
    ...arrivals.map((at) => arrivals.filter((each) => each <= at && at < each + answerMs).length),
  );
}

/** Allowed beyond the rate: one POST, those of 50 ms, and of 10 ms on the way from the lane to the POST. */
const slackOf = (perSecond: number): number => 1 + perSecond * 0.06;

/** By how many POSTs any time exceeds `perSecond`. */
function excessOf(atMs: readonly number[], perSecond: number): number {
  const sorted = [...atMs].sort((a, b) => a - b);
  return Math.max(
    ...sorted.flatMap((fromMs, first) =>
      sorted.slice(first).map((toMs, beyond) => beyond + 1 - (perSecond * (toMs - fromMs)) / 1_000),
    ),
  );
}

async function begunAtMs(): Promise<number[]> {
  const records = await readTopic(world.brokers, world.topics.names.attempts);
  return records.map(({ value }) => Date.parse((JSON.parse(value?.toString() ?? '') as AttemptRecord).at));
}

const pacedRecords = () => readTopic(world.brokers, world.topics.names.paced);

async function pacedIncomplete(): Promise<number> {
  const committed = await committedOffsets(world.brokers, {
    groupId: `${world.groupId}.paced`,
    topic: world.topics.names.paced,
  });
  const complete = [...committed.values()].reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
  return (await pacedRecords()).length - complete;
}

/** Events of both partitions, so that both dispatchers have some. */
const eventsEverywhere = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => world.events(1, { subject: String(index) })));

describe('two dispatchers', () => {
  it('never have more POSTs under way than max_in_flight, nor begin more than rate_per_second', async () => {
    const [answerMs, perSecond, count] = [120, 25, 40];
    receiver.behave({ kind: 'answer', status: 200, delayMs: answerMs });
    await world.publish({ url: receiver.url, max_in_flight: 3, rate_per_second: perSecond });
    await Promise.all([world.dispatch(), world.dispatch()]);
    await eventsEverywhere(count);
    await receiver.received(count);
    expect(openMost(answerMs)).toBeLessThanOrEqual(3);
    await eventually(async () => (await begunAtMs()).length === count);
    expect(excessOf(await begunAtMs(), perSecond)).toBeLessThanOrEqual(slackOf(perSecond));
    await eventually(async () => (await pacedIncomplete()) === 0);
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(count);
  });

  it('hold them while one of them leaves, but for the POSTs that it has under way', async () => {
    const [answerMs, perSecond, count] = [50, 25, 50];
    receiver.behave({ kind: 'answer', status: 200, delayMs: answerMs });
    await world.publish({ url: receiver.url, max_in_flight: 1, rate_per_second: perSecond });
    const [first] = await Promise.all([world.dispatch(), world.dispatch()]);
    await eventsEverywhere(count);
    await receiver.received(10);
    await first.stop();
    await receiver.received(count);
    await eventually(async () => (await pacedIncomplete()) === 0);
    expect(receiver.requests).toHaveLength(count);
    expect(openMost(answerMs)).toBeLessThanOrEqual(2);
    expect(excessOf(await begunAtMs(), perSecond)).toBeLessThanOrEqual(1 + slackOf(perSecond));
  });
});

describe('what has limits', () => {
  it('is tried again within them: it comes back by way of `paced`, with its attempts', async () => {
    receiver.behave((_request, index) => ({ kind: 'answer', status: index === 0 ? 500 : 200 }));
    await world.publish({ url: receiver.url, max_in_flight: 1 });
    await world.dispatch();
    await world.events(1);
    await receiver.received(2);
    const records = await pacedRecords();
    expect(records.map(({ headers }) => headers[handedOnHeaders.attempts])).toEqual(['0', '1']);
    expect(records[0]?.headers[handedOnHeaders.firstHandedOn]).toBeUndefined();
    expect(records[1]?.headers[handedOnHeaders.firstHandedOn]).toMatch(/^\d+$/);
    await eventually(async () => (await pacedIncomplete()) === 0);
  });

  it('and waits long does not hold up what is behind it in its partition', async () => {
    await world.stop();
    world = await EngineWorld.create(inject('kafkaBrokers'));
    await world.publish(
      { id: 'sub_slow', url: `${receiver.url}/slow`, rate_per_second: 0.1 },
      { id: 'sub_quick', url: `${receiver.url}/quick`, rate_per_second: 500 },
    );
    await world.dispatch();
    await world.events(300);
    await eventually(() => receiver.at('/quick').length === 300);
    await eventually(async () => (await pacedRecords()).length >= 600 && (await pacedIncomplete()) === 0);
    expect(receiver.at('/slow').length).toBeLessThanOrEqual(2);
    const [waiting] = await world.retries('3s');
    expect(waiting?.headers[handedOnHeaders.turn]).toMatch(/^\d+\/\d+$/);
    expect(waiting?.headers[handedOnHeaders.attempts]).toBe('0');
  });

  it('is simply delivered when it has none any more', async () => {
    await world.publish({ url: receiver.url, rate_per_second: 0.1 });
    await world.dispatch();
    await world.events(5);
    await receiver.received(1);
    await world.subscribe({ url: receiver.url });
    await receiver.received(5);
  });

  it('is complete without a POST when its subscription is paused before its turn', async () => {
    await world.publish({ url: receiver.url, rate_per_second: 0.1 });
    await world.dispatch();
    await world.events(5);
    await receiver.received(1);
    await world.subscribe({ url: receiver.url, rate_per_second: 0.1, state: 'paused' });
    await world.events(1);
    await world.committedUpTo(6);
    await eventually(async () => (await pacedIncomplete()) === 0);
    expect(receiver.requests).toHaveLength(1);
  });

  it('is a dead letter when it has had no turn for longer than Kafka keeps an event', async () => {
    await world.publish({ url: receiver.url, rate_per_second: 0.1 });
    await world.dispatch();
    await world.events(1);
    await receiver.received(1);
    const nowMs = Date.now();
    const handedOn = writeHandedOn({
      ...{ subscriptionId: 'sub_1', attempts: 0, deferrals: 0, firstHandedOnMs: undefined },
      ...{ registryOffset: '0', origin: { topic: 'events.contact', partition: 0, offset: '5' } },
      ...{ turn: { sinceMs: nowMs - 7 * 86_400_000, atMs: nowMs + 60_000 }, lastOutcome: undefined },
    });
    const { headers, value } = writeEvent(eventAttributes({ type: 'update' }), { contact: { id: '7' } });
    await world.producer.send({
      topic: world.topics.names.paced,
      messages: [{ key: 'sub_1', value, headers: { ...headers, ...handedOn } }],
    });
    const [letter] = await eventually(async () => {
      const letters = await world.deadLetters();
      return letters.length > 0 && letters;
    });
    expect(letter?.headers[deadLetterHeaders.reason]).toBe('no_turn');
  });
});
