// Strict commits on a real broker: an offset waits for the 2xx itself, and nothing is handed on.
import { deadLetterHeaders } from '@posthorn/contracts';
import {
  answerRetryAfter,
  committedOffsets,
  eventually,
  readTopic,
  startReceiver,
  type Receiver,
} from '@posthorn/testing';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { EngineWorld } from './engine.fixture.js';

let world: EngineWorld;
let receiver: Receiver;

beforeEach(async () => {
  world = await EngineWorld.create(inject('kafkaBrokers'));
  receiver = await startReceiver();
});
afterEach(async () => {
  await world.stop();
  await receiver.stop();
  expect(world.fatal).toEqual([]);
});

const strict = { commitMode: 'strict', laneWaitMsMax: 100 } as const;

async function handedOn(): Promise<number> {
  const { names, retryTiers } = world.topics;
  const topics = [...retryTiers.map((tier) => names.retry(tier)), names.paced, names.deadLetters];
  const records = await Promise.all(topics.map((topic) => readTopic(world.brokers, topic)));
  return records.flat().length;
}

/** What is complete above the committed offset, as the commit's metadata has it. */
async function completeAbove(): Promise<string> {
  const topic = world.topics.names.events('contact');
  const committed = await committedOffsets(world.brokers, { groupId: world.groupId, topic });
  return committed.get(0)?.metadata ?? '';
}

it('commits nothing beyond what has no 2xx, hands nothing on, and begins with that again', async () => {
  receiver.behave((_request, index) => ({ kind: 'answer', status: index === 0 ? 503 : 200 }));
  await world.publish({ url: receiver.url });
  await world.events(3);
  const first = await world.dispatch(strict);
  await receiver.received(3);
  await eventually(async () => (await completeAbove()) !== '');
  expect(await world.committed()).toBe(0);
  await first.stop();
  expect([await world.committed(), await handedOn()]).toEqual([0, 0]);
  await world.dispatch(strict);
  await world.committedUpTo(3);
  expect(receiver.requests).toHaveLength(4);
  const [repeated, original] = [receiver.requests.at(3), receiver.requests.at(0)];
  expect(repeated?.headers['webhook-id']).toBe(original?.headers['webhook-id']);
  expect(await handedOn()).toBe(0);
});

it('tries again from memory, however long the lane waits', async () => {
  receiver.behave((_request, index) =>
    index < 2 ? answerRetryAfter(503, 1) : { kind: 'answer', status: 200 },
  );
  await world.publish({ url: receiver.url, max_in_flight: 1 });
  await world.events(20);
  await world.dispatch(strict);
  await world.committedUpTo(20);
  expect(receiver.requests).toHaveLength(22);
  expect(await handedOn()).toBe(0);
});

it('lets go what is not to be sent any more: a 410, and a subscription that is stopped', async () => {
  receiver.behave((request) =>
    request.path === '/gone' ? { kind: 'answer', status: 410 } : answerRetryAfter(503, 1),
  );
  await world.publish(
    { id: 'sub_gone', url: `${receiver.url}/gone` },
    { id: 'sub_paused', url: `${receiver.url}/paused` },
  );
  await world.events(1);
  await world.dispatch(strict);
  await receiver.received(2);
  expect(await world.committed()).toBeLessThan(1);
  await world.subscribe({ id: 'sub_paused', url: `${receiver.url}/paused`, state: 'paused' });
  await world.committedUpTo(1);
  const letters = await world.deadLetters();
  expect(letters.map(({ headers }) => headers[deadLetterHeaders.reason]).sort()).toEqual([
    ...['gone', 'subscription_paused'],
  ]);
});
