// All that the environment may tell this service; every fault is named at once, and the process does not start.
import { SecretBox } from '@posthorn/delivery';
import {
  eventTypePlansEnvironment,
  httpEnvironment,
  kafkaEnvironment,
  loggingEnvironment,
  sealingKeys,
  targetEnvironment,
  topicEnvironment,
  variable,
  wholeNumber,
  type Environment,
} from '@posthorn/service-runtime';
import { z } from 'zod';

const operatorTokenCharactersMin = 32;

const operatorEnvironment = z
  .object({
    /** The same as in subscriptions. Absent: only accounts' own tokens are taken. */
    OPERATOR_TOKEN: variable(
      {
        expected: `at least ${operatorTokenCharactersMin} random characters`,
        example: 'the output of openssl rand -hex 32',
      },
      (found) => (found.length >= operatorTokenCharactersMin ? found : undefined),
    ).optional(),
  })
  .transform((values) => ({ token: values.OPERATOR_TOKEN }));

const connectionEnvironment = z
  .object({
    /** The same as in subscriptions. */
    CONNECTION_KEYS: variable(sealingKeys, SecretBox.parse),
  })
  .transform((values) => ({ secretBox: values.CONNECTION_KEYS }));

const limitsEnvironment = z
  .object({
    /** Of this process alone: two allow twice as many. */
    EVENTS_PER_SECOND_PER_ACCOUNT_MAX: wholeNumber({ min: 1, max: 1_000_000, example: 5_000 }).default(5_000),
  })
  .transform((values) => ({ eventsPerSecondPerAccountMax: values.EVENTS_PER_SECOND_PER_ACCOUNT_MAX }));

export const ingestEnvironment = {
  listening: httpEnvironment({ httpPort: 8081, grpcPort: 9081 }),
  logging: loggingEnvironment,
  kafka: kafkaEnvironment,
  topics: topicEnvironment,
  operator: operatorEnvironment,
  connections: connectionEnvironment,
  limits: limitsEnvironment,
  targets: targetEnvironment,
  eventTypePlans: eventTypePlansEnvironment,
};

export type IngestEnvironment = Environment<typeof ingestEnvironment>;
