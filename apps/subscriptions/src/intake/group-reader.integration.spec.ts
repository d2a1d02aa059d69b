// Real broker.
import { randomUUID } from 'node:crypto';
import { createKafka } from '@posthorn/kafka';
import { eventually, testKafka, withAdmin } from '@posthorn/testing';
import { expect, inject, it } from 'vitest';
import { GroupReader } from './group-reader.js';
import { RecordBatches } from './record-batches.js';

const brokers = inject('kafkaBrokers');

it('waits for a topic that is not there yet, and reads it from its beginning', async () => {
  const topic = `later-${randomUUID()}`;
  const read: (string | undefined)[] = [];
  const failures: unknown[] = [];
  const reader = new GroupReader({
    ...{ kafka: createKafka({ brokers, clientId: 'reader-spec' }), groupId: `g-${randomUUID()}`, topic },
    batches: new RecordBatches<string>({
      read: ({ value }) => value?.toString(),
      work: (items) => {
        read.push(...items);
        return Promise.resolve(new Set());
      },
      failed: () => undefined,
    }),
    onUnavailable: (error) => failures.push(error),
    onProblem: () => undefined,
  });
  reader.start();
  await eventually(() => failures.length > 0);
  await withAdmin(brokers, (admin) => admin.createTopics({ topics: [{ topic }], waitForLeaders: false }));
  const producer = testKafka(brokers).producer();
  await producer.connect();
  await eventually(() => producer.send({ topic, messages: [{ value: 'first' }] }));
  await eventually(() => read.includes('first'), { timeoutMs: 20_000 });
  await Promise.all([reader.stop(), producer.disconnect()]);
  expect(read).toEqual(['first']);
});

it('stops while it waits', async () => {
  const reader = new GroupReader({
    ...{
      kafka: createKafka({ brokers: ['127.0.0.1:1'], clientId: 'reader-spec' }),
      groupId: 'g',
      topic: 't',
    },
    batches: new RecordBatches<string>({
      read: () => undefined,
      work: () => Promise.resolve(new Set()),
      failed: () => undefined,
    }),
    onUnavailable: () => undefined,
    onProblem: () => undefined,
  });
  reader.start();
  const begunMs = performance.now();
  await reader.stop();
  expect(performance.now() - begunMs).toBeLessThan(8_000);
});
