import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startKafkaBroker, type KafkaBroker } from './kafka-broker.js';
import { readTopic } from './read-topic.js';
import { testKafka } from './test-client.js';
import { createTestTopic } from './test-topics.js';

let folder: string;
let broker: KafkaBroker;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posthorn-broker-'));
  broker = await startKafkaBroker({ folder });
});
afterAll(async () => {
  await broker.stop();
  await rm(folder, { recursive: true });
});

async function append(topic: string, value: string): Promise<void> {
  const producer = testKafka([broker.address]).producer();
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [{ value }] });
  await producer.disconnect();
}

it('keeps its data and its port over a stop and over a kill', async () => {
  const topic = await createTestTopic([broker.address]);
  await append(topic, 'before the stop');
  expect(await broker.stop()).toMatchObject({ code: 143 });
  await broker.start();
  await append(topic, 'before the kill');
  expect(await broker.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  await broker.start();
  await append(topic, 'after');
  const records = await readTopic([broker.address], topic);
  expect(records.map(({ value }) => value?.toString())).toEqual([
    'before the stop',
    'before the kill',
    'after',
  ]);
});

it('does not take another server’s answers for its own', async () => {
  const port = Number(broker.address.split(':')[1]);
  const second = startKafkaBroker({ folder: join(folder, 'second'), port });
  await expect(second).rejects.toMatchObject({ code: 'port_taken', port, server: 'kafka' });
});
