// Real broker. A consumer that is held beside one that is not: what the free one has read, the held one might have.
import { randomUUID } from 'node:crypto';
import { createTestTopic, eventually, testKafka } from '@posthorn/testing';
import type { Producer } from 'kafkajs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { Member } from './member.fixture.js';

const brokers = inject('kafkaBrokers');
let producer: Producer;

beforeAll(async () => {
  producer = testKafka(brokers).producer();
  await producer.connect();
});
afterAll(() => producer.disconnect());

it('reads nothing while there is no room for long, and then everything in its order', async () => {
  const topic = await createTestTopic(brokers, { partitions: 1 });
  const [held, free] = [0, 1].map(
    () => new Member(brokers, { groupId: `g-${randomUUID()}`, topics: [topic] }),
  ) as [Member, Member];
  const append = (value: string) => producer.send({ topic, messages: [{ value }] });
  const appended: string[] = [];
  const appendAndRead = async (value: string): Promise<void> => {
    appended.push(value);
    await append(value);
    await eventually(() => free.values.length === appended.length);
  };
  await Promise.all([held.consumer.start(), free.consumer.start()]);
  await appendAndRead('before');
  await eventually(() => held.values.length === 1);

  held.consumer.closeGate('memory');
  await eventually(() => held.consumer.pausedCount === 1);
  const paused = held.values.length;
  for (let count = 0; count < 4; count += 1) await appendAndRead(`long ${count}`);
  expect(held.values).toHaveLength(paused);
  held.consumer.openGate('memory');
  await eventually(() => held.values.length === appended.length);
  expect(held.values).toEqual(appended);
  await Promise.all([held.consumer.stop(), free.consumer.stop()]);
});
