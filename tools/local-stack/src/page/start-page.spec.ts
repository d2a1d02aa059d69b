import { stripVTControlCharacters } from 'node:util';
import { findEventType } from '@posthorn/contracts';
import { expect, it } from 'vitest';
import type { StackFile } from '../stack/stack-file.js';
import { exampleEvent } from './example-event.js';
import { startPage } from './start-page.js';

const stack: StackFile = {
  subscriptions: { http: 'http://127.0.0.1:4000', grpc: '127.0.0.1:4001' },
  ingest: { http: 'http://127.0.0.1:4010', grpc: '127.0.0.1:4011' },
  dispatcher: { http: 'http://127.0.0.1:4020' },
  receiver: { http: 'http://127.0.0.1:4030' },
  kafka: { brokers: ['127.0.0.1:9092'] },
  postgres: { url: 'postgres://posthorn:p@127.0.0.1:5432/posthorn' },
  operatorToken: 'pht_operator',
  demo: { accountId: 'demo', token: 'pht_demo', subscriptionId: 'sub_1' },
  processes: [],
};
const page = (moved: Parameters<typeof startPage>[0]['moved'] = []): string =>
  stripVTControlCharacters(startPage({ stack, moved, topicPrefix: 'posthorn.' }));

it('has an example that ingest takes', () => {
  const { schema } = findEventType(exampleEvent.type) ?? {};
  expect(schema?.safeParse(exampleEvent.data).error).toBeUndefined();
});

it('shows every door, the tokens, and commands for each way in', () => {
  const text = page();
  for (const shown of [
    'http://127.0.0.1:4000/docs',
    '127.0.0.1:4011',
    '/health/ready',
    'pht_demo',
    'pht_operator',
    'curl -sS http://127.0.0.1:4000/v1/subscriptions',
    'curl -sS http://127.0.0.1:4010/v1/events',
    '127.0.0.1:4011 posthorn.ingest.v1.IngestService/Publish',
    'kcat -P -b 127.0.0.1:9092 -t posthorn.events.contact -k demo:42',
  ]) {
    expect(text).toContain(shown);
  }
  expect(text).not.toContain('Other ports');
});

it('says which ports are not the usual ones, and how to choose them', () => {
  expect(page([{ name: 'kafka', usual: 9092, chosen: 9094 }])).toContain(
    '9094 instead of 9092 (choose by KAFKA_PORT)',
  );
});
