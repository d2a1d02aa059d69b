// Real broker. Hundreds of records that wait for long, as deliveries to receivers that hang do, and tens of thousands
// behind them in the same partition.
import { randomUUID } from 'node:crypto';
import { createTestTopic, eventually, testKafka } from '@posthorn/testing';
import type { Producer } from 'kafkajs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { Member } from './member.fixture.js';

const brokers = inject('kafkaBrokers');
/** More than a bit for each could tell in one commit. */
const count = 40_000;
/** One in fifty of the first half: 400. */
const waits = (value: string | undefined): boolean => Number(value) < count / 2 && Number(value) % 50 === 0;
let producer: Producer;

beforeAll(async () => {
  producer = testKafka(brokers).producer();
  await producer.connect();
});
afterAll(() => producer.disconnect());

it('do not stop their partition, and are all that the next owner takes again', async () => {
  const topic = await createTestTopic(brokers, { partitions: 1 });
  const settings = { groupId: `g-${randomUUID()}`, topics: [topic] };
  const values = Array.from({ length: count }, (_, index) => String(index));
  for (let from = 0; from < count; from += 10_000)
    await producer.send({ topic, messages: values.slice(from, from + 10_000).map((value) => ({ value })) });

  const first = new Member(brokers, settings);
  first.completesWhen = (value) => !waits(value);
  await first.consumer.start();
  await eventually(() => first.taken.length === count, { timeoutMs: 20_000 });
  expect(first.consumer.pausedCount).toBe(0);
  await first.consumer.stop();

  const second = new Member(brokers, settings);
  await second.consumer.start();
  await producer.send({ topic, messages: [{ value: 'last' }] });
  await eventually(() => second.values.includes('last'), { timeoutMs: 20_000 });
  expect(second.values).toEqual([...values.filter(waits), 'last']);
  await second.consumer.stop();
});
