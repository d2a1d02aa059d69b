import { setTimeout as pause } from 'node:timers/promises';
import { createTestTopic, readTopic } from '@posthorn/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createKafka } from '../client/kafka-client.js';
import { DurableProducer } from './durable-producer.js';
import { KafkaUnavailableError, RecordTooLargeError } from './producer-errors.js';

const brokers = inject('kafkaBrokers');
const producer = new DurableProducer(createKafka({ brokers, clientId: 'producer-spec' }));

beforeAll(() => producer.start());
afterAll(() => producer.stop());

describe('DurableProducer', () => {
  it('tells where each record stands, for records of several topics and partitions sent together', async () => {
    const config = { 'message.timestamp.type': 'LogAppendTime' };
    const topics = await Promise.all(
      [3, 1].map((partitions) => createTestTopic(brokers, { partitions, config })),
    );
    const sent = Array.from({ length: 300 }, (_, index) => ({
      topic: topics[index % 2] ?? '',
      key: `key-${index % 17}`,
      value: `value-${index}`,
      headers: { number: String(index) },
    }));
    const places = await Promise.all(sent.map((record) => producer.send(record)));
    const kept = new Map<string, string | undefined>();
    for (const topic of topics) {
      for (const record of await readTopic(brokers, topic)) {
        kept.set(`${topic}/${record.partition}/${record.offset}`, record.value?.toString());
      }
    }
    places.forEach(({ topic, partition, offset, appendedAtMs }, index) => {
      expect(kept.get(`${topic}/${partition}/${offset}`)).toBe(`value-${index}`);
      expect(Math.abs(appendedAtMs - Date.now())).toBeLessThan(60_000);
    });
    expect(kept.size).toBe(300);
  });

  it('keeps the order of records with one key', async () => {
    const topic = await createTestTopic(brokers, { partitions: 3 });
    const values = Array.from({ length: 200 }, (_, index) => String(index));
    await Promise.all(values.map((value) => producer.send({ topic, key: 'one', value })));
    const kept = await readTopic(brokers, topic);
    expect(kept.map(({ value }) => value?.toString())).toEqual(values);
  });

  it('waits for more records as long as it is told to linger', async () => {
    const topic = await createTestTopic(brokers, { config: { 'message.timestamp.type': 'LogAppendTime' } });
    const lingering = new DurableProducer(createKafka({ brokers, clientId: 'spec' }), { lingerMs: 1_000 });
    await lingering.start();
    const first = lingering.send({ topic, key: 'one', value: '1' });
    await pause(100);
    const second = lingering.send({ topic, key: 'two', value: '2' });
    const [one, two] = await Promise.all([first, second]);
    // One batch has one append time.
    expect(two.appendedAtMs).toBe(one.appendedAtMs);
    await lingering.stop();
  });

  it('refuses a record that its topic does not take, and writes the others beside it', async () => {
    const topic = await createTestTopic(brokers, { config: { 'max.message.bytes': '2000' } });
    const results = await Promise.allSettled(
      ['a', 'x'.repeat(5_000), 'b'].map((value) => producer.send({ topic, key: null, value })),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: 'record_too_large', topic } });
    expect((results[1] as PromiseRejectedResult).reason).toBeInstanceOf(RecordTooLargeError);
    expect((await readTopic(brokers, topic)).map(({ value }) => value?.toString())).toEqual(['a', 'b']);
  });

  it('writes what other partitions and topics take beside one that refuses', async () => {
    const [refusing, taking] = await Promise.all([
      // It takes no record without a key.
      createTestTopic(brokers, { config: { 'cleanup.policy': 'compact' } }),
      createTestTopic(brokers, { partitions: 3 }),
    ]);
    const topics = [refusing, taking, 'no.such.topic', taking, taking];
    const results = await Promise.allSettled(
      topics.map((topic, index) =>
        producer.send({ topic, key: topic === taking ? `key-${index}` : null, value: 'x' }),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(
      topics.map((topic) => (topic === taking ? 'fulfilled' : 'rejected')),
    );
  });

  it('says that Kafka is away when nothing can be written', async () => {
    await expect(producer.send({ topic: 'no.such.topic', key: null, value: 'x' })).rejects.toBeInstanceOf(
      KafkaUnavailableError,
    );
  });
});
