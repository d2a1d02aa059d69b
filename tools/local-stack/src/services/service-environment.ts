// What each service is told by its environment on the local stack. What the caller's environment says wins over the
// local defaults, but not over what the stack itself decides: where to listen and whom to talk to.
import type { LocalSecrets } from '../stack/secrets.js';
import type { Ports } from '../servers/ports.js';
import type { ServiceName } from './service-names.js';

export interface ServiceSurroundings {
  readonly kafkaBrokers: readonly string[];
  readonly databaseUrl: string;
  readonly ports: Ports;
  readonly secrets: LocalSecrets;
  /** The caller's environment; `NODE_ENV` of it is not passed on. */
  readonly environment: NodeJS.ProcessEnv;
  /** What one process alone is told beside that. */
  readonly particular?: ParticularEnvironments;
}

/** By a service's name, or that of one of the commands, such as `topics`. */
export type ParticularEnvironments = Readonly<Record<string, NodeJS.ProcessEnv>>;

/** One node, few partitions, and the doors that production keeps closed: loopback, http and any port. */
export const localDefaults = {
  SINGLE_NODE: 'true',
  PARTITIONS_BUSY: '3',
  PARTITIONS_OTHER: '3',
  ALLOW_LOOPBACK_TARGETS: 'true',
  ALLOW_HTTP_TARGETS: 'true',
  ALLOW_TARGET_PORTS: 'any',
};

/** The whole environment of a service, or of its commands. */
export const serviceEnvironment = (name: ServiceName, given: ServiceSurroundings): NodeJS.ProcessEnv => ({
  ...localDefaults,
  ...given.environment,
  ...given.particular?.[name],
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  ...doors(name, given.ports),
  KAFKA_BROKERS: given.kafkaBrokers.join(','),
  DATABASE_URL: given.databaseUrl,
  OPERATOR_TOKEN: given.secrets.operatorToken,
  SECRETS_KEYS: given.secrets.secretsKeys,
  CONNECTION_KEYS: given.secrets.connectionKeys,
});

function doors(name: ServiceName, ports: Ports): Record<string, string> {
  switch (name) {
    case 'subscriptions':
      return { HTTP_PORT: String(ports.subscriptionsHttp), GRPC_PORT: String(ports.subscriptionsGrpc) };
    case 'ingest':
      return { HTTP_PORT: String(ports.ingestHttp), GRPC_PORT: String(ports.ingestGrpc) };
    case 'dispatcher':
      return { HTTP_PORT: String(ports.dispatcherHttp) };
  }
}
