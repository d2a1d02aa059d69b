// All that the environment may tell this service; every fault is named at once, and the process does not start.
import { SecretBox } from '@posthorn/delivery';
import {
  duration,
  eventTypePlansEnvironment,
  httpEnvironment,
  kafkaEnvironment,
  loggingEnvironment,
  sealingKeys,
  targetEnvironment,
  topicEnvironment,
  variable,
  wholeNumber,
} from '@posthorn/service-runtime';
import { z } from 'zod';
import type { DatabaseSettings } from './database/data-source.js';

const operatorTokenCharactersMin = 32;

export const databaseEnvironment = z
  .object({
    DATABASE_URL: variable(
      {
        expected: 'the URL of a Postgres database',
        example: 'postgres://posthorn:s3cret@127.0.0.1:5432/posthorn',
      },
      (found) => (/^postgres(ql)?:\/\//.test(found) && URL.canParse(found) ? found : undefined),
    ),
    DATABASE_CONNECTIONS_MAX: wholeNumber({ min: 2, max: 200, example: 10 }).default(10),
  })
  .transform((values): DatabaseSettings => ({
    url: values.DATABASE_URL,
    connectionsMax: values.DATABASE_CONNECTIONS_MAX,
  }));

const tenantEnvironment = z
  .object({
    OPERATOR_TOKEN: variable(
      {
        expected: `at least ${operatorTokenCharactersMin} random characters`,
        example: 'the output of openssl rand -hex 32',
      },
      (found) => (found.length >= operatorTokenCharactersMin ? found : undefined),
    ),
    SECRETS_KEYS: variable(sealingKeys, SecretBox.parse),
    CONNECTION_KEYS: variable(sealingKeys, SecretBox.parse),
    SUBSCRIPTIONS_PER_ACCOUNT_MAX: wholeNumber({ min: 1, max: 100_000, example: 1_000 }).default(1_000),
    /** For each account, of this process alone. */
    SAMPLES_PER_SECOND_MAX: wholeNumber({ min: 1, max: 1_000, example: 1 }).default(1),
  })
  .transform((values) => ({
    operatorToken: values.OPERATOR_TOKEN,
    secretBox: values.SECRETS_KEYS,
    connectionBox: values.CONNECTION_KEYS,
    subscriptionsPerAccountMax: values.SUBSCRIPTIONS_PER_ACCOUNT_MAX,
    samplesPerSecondMax: values.SAMPLES_PER_SECOND_MAX,
  }));

export const keysEnvironment = z
  .object({
    SECRETS_KEYS: variable(sealingKeys, SecretBox.parse),
    CONNECTION_KEYS: variable(sealingKeys, SecretBox.parse),
  })
  .transform((values) => ({
    secretBox: values.SECRETS_KEYS,
    connectionBox: values.CONNECTION_KEYS,
  }));

const healthEnvironment = z
  .object({ DISABLE_AFTER: duration('120h').default(120 * 3_600_000) })
  .transform((values) => ({ disableAfterMs: values.DISABLE_AFTER }));

export const subscriptionsEnvironment = {
  listening: httpEnvironment({ httpPort: 8080, grpcPort: 9080 }),
  logging: loggingEnvironment,
  database: databaseEnvironment,
  tenants: tenantEnvironment,
  targets: targetEnvironment,
  health: healthEnvironment,
  eventTypePlans: eventTypePlansEnvironment,
  kafka: kafkaEnvironment,
  topics: topicEnvironment,
};
