// Real broker. Hundreds of records that wait for long, as deliveries to receivers that hang do, and tens of thousands
// behind them in the same partition.
import { randomUUID } from 'node:crypto';
import { createTestTopic, eventually } from '@posthorn/testing';
import { expect, inject, it } from 'vitest';
import { appendAll, Member } from './member.fixture.js';

const brokers = inject('kafkaBrokers');
/** More than a bit for each could tell in one commit. */
const count = 40_000;
/** One in fifty of the first half: 400. */
const waits = (value: string | undefined): boolean => Number(value) < count / 2 && Number(value) % 50 === 0;

it('do not stop their partition, and are all that the next owner takes again', async () => {
  const topic = await createTestTopic(brokers, { partitions: 1 });
  const settings = { groupId: `g-${randomUUID()}`, topics: [topic] };
  const values = Array.from({ length: count }, (_, index) => String(index));
  await appendAll(brokers, topic, values);

  const first = new Member(brokers, settings);
  first.completes = (value) => !waits(value);
  await first.consumer.start();
  await eventually(() => first.taken.length === count, { timeoutMs: 20_000 });
  expect(first.consumer.pausedCount).toBe(0);
  await first.consumer.stop();

  const second = new Member(brokers, settings);
  await second.consumer.start();
  await appendAll(brokers, topic, ['last']);
  await eventually(() => second.values.includes('last'), { timeoutMs: 20_000 });
  expect(second.values).toEqual([...values.filter(waits), 'last']);
  await second.consumer.stop();
});
