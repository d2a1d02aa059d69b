// Many stacks on the same servers, each as if it were alone: topics, consumer group and database of its own.
import { randomBytes } from 'node:crypto';
import { createTestDatabase } from '@posthorn/testing';

export interface SharedServers {
  readonly kafkaBrokers: readonly string[];
  /** URL of the Postgres server, as `inject('postgresUrl')` gives it. */
  readonly postgresUrl: string;
}

/** The environment that makes `startStack` use these servers and touch nothing of its neighbours. */
export async function isolatedEnvironment(servers: SharedServers): Promise<NodeJS.ProcessEnv> {
  const name = `t${randomBytes(4).toString('hex')}`;
  const database = await createTestDatabase(servers.postgresUrl);
  return {
    KAFKA_BROKERS: servers.kafkaBrokers.join(','),
    DATABASE_URL: database.url,
    TOPIC_PREFIX: `${name}.`,
    GROUP_ID: `${name}-dispatcher`,
  };
}
