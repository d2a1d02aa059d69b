import type { topicNames } from '@posthorn/contracts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { httpEnvironment } from './http-environment.js';
import { kafkaEnvironment } from './kafka-environment.js';
import { loggingEnvironment } from './logging-environment.js';
import { parseEnvironment } from './read-environment.js';
import { topicEnvironment } from './topic-environment.js';

const sections = {
  kafka: kafkaEnvironment,
  topics: topicEnvironment,
  listening: httpEnvironment({ httpPort: 8082, grpcPort: 9082 }),
  logging: loggingEnvironment,
};

const environmentOf = (variables: Record<string, string>) => {
  const reading = parseEnvironment(sections, { KAFKA_BROKERS: 'kafka:9092', ...variables });
  if (!reading.ok) throw new Error(reading.faults.map(({ message }) => message).join('\n'));
  return reading.environment;
};

const faultsOf = (variables: Record<string, string>) => {
  const reading = parseEnvironment(sections, variables);
  return reading.ok ? [] : reading.faults.map(({ message }) => message);
};

it('needs nothing but the brokers', () => {
  expect(environmentOf({ LOG_FORMAT: 'json' })).toEqual({
    kafka: { brokers: ['kafka:9092'] },
    topics: {
      names: expect.objectContaining({ prefix: 'posthorn.' }) as ReturnType<typeof topicNames>,
      retryTiers: ['10s', '1m', '5m', '30m', '2h'],
      singleNode: false,
      partitions: { busy: 12, other: 6 },
    },
    listening: { host: '127.0.0.1', httpPort: 8082, grpcPort: 9082 },
    logging: { level: 'info', format: 'json' },
  });
});

it('takes empty text as absent, and drops blanks around a value', () => {
  const { listening, kafka } = environmentOf({ HOST: '', HTTP_PORT: ' 1 ', KAFKA_BROKERS: ' a:1 , b:2 ' });
  expect(listening).toMatchObject({ host: '127.0.0.1', httpPort: 1 });
  expect(kafka.brokers).toEqual(['a:1', 'b:2']);
});

it('names every fault at once: the variable, what it has, what it needs', () => {
  const faults = faultsOf({
    HTTP_PORT: 'eighty',
    GRPC_PORT: '65536',
    SINGLE_NODE: 'yes',
    RETRY_TIERS: '1m,10s',
    LOG_LEVEL: 'loud',
    KAFKA_SASL_MECHANISM: 'plain',
    KAFKA_TLS_CA_FILE: '/nowhere',
  });
  expect(faults).toEqual([
    'KAFKA_BROKERS is not set. Set it to host:port, several separated by commas, such as kafka-1:9092,kafka-2:9092.',
    'KAFKA_TLS_CA_FILE is "/nowhere". Set it to the path of a readable file, such as /etc/posthorn/kafka-ca.pem.',
    'KAFKA_SASL_USERNAME is not set. KAFKA_SASL_MECHANISM needs it.',
    'KAFKA_SASL_PASSWORD is not set. KAFKA_SASL_MECHANISM needs it.',
    'RETRY_TIERS is "1m,10s". Put the shortest first, and each only once.',
    'SINGLE_NODE is "yes". Set it to true or false, such as true.',
    'HTTP_PORT is "eighty". Set it to a whole number from 0 to 65535, such as 8082.',
    'GRPC_PORT is "65536". Set it to a whole number from 0 to 65535, such as 9082.',
    'LOG_LEVEL is "loud". Set it to trace or debug or info or warn or error or fatal or silent, such as trace.',
  ]);
});

it('never shows the value of a secret', () => {
  const [fault] = faultsOf({ KAFKA_BROKERS: 'a:1', KAFKA_TLS_KEY_FILE: 'MIIEvQIBADANBg' });
  expect(fault).toMatch(/^KAFKA_TLS_KEY_FILE is wrong\./);
});

describe('KAFKA_BROKERS', () => {
  it.each(['kafka', 'kafka:', ':9092', 'a:1,,b:2', 'a b:1', 'kafka://a:1'])('refuses %s', (brokers) => {
    expect(faultsOf({ KAFKA_BROKERS: brokers })).toHaveLength(1);
  });

  it('takes an IPv6 address', () => {
    expect(environmentOf({ KAFKA_BROKERS: '[::1]:9092' }).kafka.brokers).toEqual(['[::1]:9092']);
  });
});

describe('KAFKA_TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'posthorn-tls-'));
  const file = (name: string) => {
    const path = join(folder, name);
    writeFileSync(path, `PEM of ${name}`);
    return path;
  };

  it('trusts the system unless files are named', () => {
    expect(environmentOf({ KAFKA_TLS: 'true' }).kafka.tls).toEqual({ rejectUnauthorized: true });
  });

  it('reads the files', () => {
    const { kafka } = environmentOf({
      KAFKA_TLS: 'true',
      KAFKA_TLS_CA_FILE: file('ca'),
      KAFKA_TLS_CERT_FILE: file('cert'),
      KAFKA_TLS_KEY_FILE: file('key'),
      KAFKA_TLS_ALLOW_UNVERIFIED: 'true',
    });
    const texts = { ca: 'PEM of ca', cert: 'PEM of cert', key: 'PEM of key' };
    expect(kafka.tls).toEqual({ ...texts, rejectUnauthorized: false });
  });

  it('wants certificate and key together', () => {
    expect(faultsOf({ KAFKA_BROKERS: 'a:1', KAFKA_TLS: 'true', KAFKA_TLS_CERT_FILE: file('cert') })).toEqual([
      'KAFKA_TLS_KEY_FILE is not set. A client certificate and its key go together.',
    ]);
  });
});

it('reads SASL', () => {
  const { kafka } = environmentOf({
    KAFKA_SASL_MECHANISM: 'scram-sha-512',
    KAFKA_SASL_USERNAME: 'ingest',
    KAFKA_SASL_PASSWORD: 'p',
  });
  expect(kafka.sasl).toEqual({ mechanism: 'scram-sha-512', username: 'ingest', password: 'p' });
});
