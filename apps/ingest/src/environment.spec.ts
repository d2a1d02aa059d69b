import { parseEnvironment } from '@posthorn/service-runtime';
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { ingestEnvironment } from './environment.js';

const required = {
  CONNECTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  KAFKA_BROKERS: '127.0.0.1:9092',
};

const reading = (given: Readonly<Record<string, string>>) =>
  parseEnvironment(ingestEnvironment, { ...required, ...given });

it.each([
  [{}, 5_000],
  [{ EVENTS_PER_SECOND_PER_ACCOUNT_MAX: '20' }, 20],
])('allows an account so many events a second: %j', (given, eventsPerSecondPerAccountMax) => {
  expect(reading(given)).toMatchObject({ environment: { limits: { eventsPerSecondPerAccountMax } } });
});

it.each(['0', '1.5', 'many'])('takes no %s for them', (text) => {
  expect(reading({ EVENTS_PER_SECOND_PER_ACCOUNT_MAX: text })).toMatchObject({
    ok: false,
    faults: [{ variable: 'EVENTS_PER_SECOND_PER_ACCOUNT_MAX' }],
  });
});
