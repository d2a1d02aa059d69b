import { parseEnvironment } from '@posthorn/service-runtime';
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { subscriptionsEnvironment } from './environment.js';

const complete = {
  DATABASE_URL: 'postgres://posthorn:s3cret@127.0.0.1:5432/posthorn',
  OPERATOR_TOKEN: randomBytes(32).toString('hex'),
  SECRETS_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  CONNECTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  KAFKA_BROKERS: '127.0.0.1:9092',
};

const faultsOf = (variables: Record<string, string>): readonly string[] => {
  const reading = parseEnvironment(subscriptionsEnvironment, variables);
  return reading.ok ? [] : reading.faults.map(({ variable }) => variable).toSorted();
};

it('needs five settings and has production’s defaults for the others', () => {
  const reading = parseEnvironment(subscriptionsEnvironment, complete);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  const { listening, database, tenants, targets, health } = reading.environment;
  expect(listening).toEqual({ host: '127.0.0.1', httpPort: 8080, grpcPort: 9080 });
  expect(database).toEqual({ url: complete.DATABASE_URL, connectionsMax: 10 });
  expect(tenants).toMatchObject({ subscriptionsPerAccountMax: 1_000, samplesPerSecondMax: 1 });
  expect(health).toEqual({ disableAfterMs: 5 * 86_400_000 });
  expect(targets).toEqual({ allowLoopback: false, allowHttp: false, ports: [443] });
});

it('names all that is missing at once', () => {
  expect(faultsOf({})).toEqual(Object.keys(complete).toSorted());
});

it.each([
  ['DATABASE_URL', 'mysql://127.0.0.1/posthorn'],
  ['DATABASE_CONNECTIONS_MAX', '1'],
  ['OPERATOR_TOKEN', 'short'],
  ['SECRETS_KEYS', 'k1:c2hvcnQ='],
  ['CONNECTION_KEYS', 'k1'],
  ['SUBSCRIPTIONS_PER_ACCOUNT_MAX', 'many'],
  ['SAMPLES_PER_SECOND_MAX', '0'],
  ['DISABLE_AFTER', 'five days'],
])('names %s when it is %s', (variable, value) => {
  expect(faultsOf({ ...complete, [variable]: value })).toEqual([variable]);
});
