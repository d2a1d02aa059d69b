// Retry tiers that are not configured any more, on a real broker.
import { writeEvent, writeHandedOn } from '@posthorn/contracts';
import { createKafka } from '@posthorn/kafka';
import { eventAttributes, eventually, startReceiver, testKafka, type Receiver } from '@posthorn/testing';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { EngineWorld } from './engine.fixture.js';
import { FormerTiers } from './former-tiers.js';

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

it('are drained, and it is told when they are empty', async () => {
  await world.publish({ url: receiver.url });
  const attributes = eventAttributes({ type: 'update' });
  const { headers, value } = writeEvent(attributes, { contact: { id: '7' } });
  const handedOn = {
    ...{
      subscriptionId: 'sub_1',
      attempts: 1,
      deferrals: 0,
      firstHandedOnMs: Date.now(),
      registryOffset: '0',
    },
    ...{ origin: { topic: 'events.contact', partition: 0, offset: '5' }, lastOutcome: undefined },
  };
  await world.producer.send({
    topic: world.topics.names.retry('3s'),
    messages: [{ key: 'sub_1', value, headers: { ...headers, ...writeHandedOn(handedOn) } }],
  });
  await world.dispatch({}, ['1s']);
  await receiver.received(1);
  const told: unknown[] = [];
  const former = new FormerTiers({
    ...{
      kafka: createKafka({ brokers: world.brokers, clientId: 'former' }),
      groupId: `${world.groupId}.retries`,
    },
    ...{
      topics: { names: world.topics.names, retryTiers: ['1s'] },
      logger: { warn: (facts: unknown) => told.push(facts) },
    },
  });
  await eventually(async () => {
    await former.tellEmpty();
    return told.length > 1;
  });
  await former.tellEmpty();
  const topic = world.topics.names.retry('3s');
  expect(told).toEqual([{ topics: [topic] }, { topic }]);
});

it('may be deleted while a dispatcher reads them', async () => {
  receiver.behave((_request, index) => ({ kind: 'answer', status: index === 0 ? 503 : 200 }));
  await world.publish({ url: receiver.url });
  const admin = testKafka(world.brokers).admin();
  await admin.connect();
  const topic = world.topics.names.retry('2s');
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: false });
  await eventually(() => admin.fetchTopicOffsets(topic));
  const engine = await world.dispatch();
  await eventually(() => engine.joined);
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
  await world.events(1);
  await receiver.received(2, { timeoutMs: 20_000 });
});
