import { attemptRecordSchema } from '@posthorn/contracts';
import type { MadeAttempt } from '@posthorn/outbound-http';
import { createLogger, Metrics } from '@posthorn/service-runtime';
import { createTestTopic, eventually, readTopic } from '@posthorn/testing';
import { expect, inject, it } from 'vitest';
import { sampleRecord, SampleRecords } from './sample-records.js';

const brokers = inject('kafkaBrokers');
const logger = createLogger({ service: 'subscriptions', level: 'silent', format: 'json' });

const attempt = (id: string, body = Buffer.from('thanks')): MadeAttempt => ({
  subscription: { id, account_id: 'acme', version: 3, body_format: 'form' },
  attributes: { id: 'sample_1', type: 'subscribe' },
  request: {
    webhookId: 'msg_1',
    headers: { 'posthorn-sample': 'true' },
    body: Buffer.from('type=subscribe'),
  },
  result: {
    ...{ outcome: { kind: 'delivered', status: 200 }, stage: 'complete', durationMs: 12.4 },
    ...{ detail: undefined, status: 200, headers: { 'set-cookie': ['a', 'b'] }, remoteAddress: undefined },
    ...{ body, bodyTruncated: false },
  },
  beganMs: 1_752_800_000_000,
});

it('are written in the order of the samples, each marked', async () => {
  const topic = await createTestTopic(brokers);
  const records = new SampleRecords({
    ...{ kafka: { brokers }, topic, logger, metrics: new Metrics('subscriptions') },
  });
  records.write(attempt('sub_1'));
  records.write(attempt('sub_2'));
  const written = await eventually(async () => {
    const all = await readTopic(brokers, topic);
    return all.length === 2 ? all : undefined;
  });
  expect(written.map(({ key }) => key)).toEqual(['sub_1', 'sub_2']);
  const [first] = written.map(({ value }) => attemptRecordSchema.strict().parse(JSON.parse(String(value))));
  expect(first).toMatchObject({ sample: true, answer_headers: { 'set-cookie': 'a, b' }, duration_ms: 12 });
  await records.onApplicationShutdown();
});

it('are dropped and counted when Kafka cannot be reached, and nobody waits', async () => {
  const metrics = new Metrics('subscriptions');
  const records = new SampleRecords({
    ...{ kafka: { brokers: ['127.0.0.1:1'] }, topic: 'attempts', logger, metrics },
  });
  records.write(attempt('sub_1'));
  records.write(attempt('sub_2'));
  await eventually(
    async () =>
      /posthorn_sample_records_dropped_total\S* 2/.test(await metrics.registry.metrics()) || undefined,
    { timeoutMs: 20_000, what: 'two that were dropped' },
  );
  await records.onApplicationShutdown();
});

it('keep 1 KB of what a 2xx answered', () => {
  const record = sampleRecord(attempt('sub_1', Buffer.alloc(2_000, 'x')));
  expect(record).toMatchObject({ answer_body: 'x'.repeat(1_024), answer_truncated: true });
});
