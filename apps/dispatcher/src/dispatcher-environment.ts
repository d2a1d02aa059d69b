// What the dispatcher is told by its environment.
import { commitModes, SecretBox } from '@posthorn/delivery';
import {
  choice,
  duration,
  type Environment,
  httpEnvironment,
  kafkaEnvironment,
  loggingEnvironment,
  readEnvironment,
  sealingKeys,
  targetEnvironment,
  topicEnvironment,
  variable,
  wholeNumber,
} from '@posthorn/service-runtime';
import { z } from 'zod';

const engineEnvironment = z
  .object({
    GROUP_ID: variable({ expected: 'a consumer group', example: 'posthorn-dispatcher' }, (text) =>
      /^[\w.-]{1,200}$/.test(text) ? text : undefined,
    ).default('posthorn-dispatcher'),
    COMMIT_MODE: choice(commitModes).default('handoff'),
    GIVE_UP_AFTER: duration('72h').default(72 * 3_600_000),
    REQUEST_TIMEOUT: duration('10s').default(10_000),
    CONNECT_TIMEOUT: duration('3s').default(3_000),
    IN_FLIGHT_MAX: wholeNumber({ min: 1, max: 10_000, example: 512 }).default(512),
    LANE_IN_FLIGHT_MAX: wholeNumber({ min: 1, max: 1_000, example: 32 }).default(32),
    LANE_WAIT_MAX: duration('3s').default(3_000),
    DELIVERIES_IN_MEMORY_MAX: wholeNumber({ min: 1, max: 1_000_000, example: 10_000 }).default(10_000),
    BYTES_IN_MEMORY_MAX: wholeNumber({ min: 1_000_000, max: 10_000_000_000, example: 64_000_000 }).default(
      64_000_000,
    ),
  })
  .transform((values) => ({
    groupId: values.GROUP_ID,
    commitMode: values.COMMIT_MODE,
    giveUpAfterMs: values.GIVE_UP_AFTER,
    requestTimeoutMs: values.REQUEST_TIMEOUT,
    connectTimeoutMs: values.CONNECT_TIMEOUT,
    inFlightMax: values.IN_FLIGHT_MAX,
    laneInFlightMax: values.LANE_IN_FLIGHT_MAX,
    laneWaitMsMax: values.LANE_WAIT_MAX,
    deliveriesMax: values.DELIVERIES_IN_MEMORY_MAX,
    bytesMax: values.BYTES_IN_MEMORY_MAX,
  }));

export type EngineSettings = z.output<typeof engineEnvironment>;

const secretsEnvironment = z
  .object({
    SECRETS_KEYS: variable(sealingKeys, SecretBox.parse),
  })
  .transform((values) => values.SECRETS_KEYS);

export const dispatcherEnvironment = {
  listening: httpEnvironment({ httpPort: 8083, grpcPort: 0 }),
  kafka: kafkaEnvironment,
  topics: topicEnvironment,
  logging: loggingEnvironment,
  targets: targetEnvironment,
  engine: engineEnvironment,
  secrets: secretsEnvironment,
};

export type DispatcherEnvironment = Environment<typeof dispatcherEnvironment>;

/** Ends the process with every fault named when something is wrong. */
export const readDispatcherEnvironment = (): DispatcherEnvironment => readEnvironment(dispatcherEnvironment);
