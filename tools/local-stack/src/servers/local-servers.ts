// The broker and the database of a stack: real ones of its own, or those that the caller's environment names.
import { join } from 'node:path';
import {
  brokerJarsFolder,
  ensureBrokerJars,
  ensureDatabase,
  hasBrokerJars,
  KafkaBroker,
  kafkaVersion,
  PostgresServer,
  urlOfDatabase,
} from '@posthorn/testing';
import type { Stage, Step } from '../stack/stage.js';
import type { Ports, PortName } from './ports.js';

export interface LocalServersSettings {
  /** Holds the data of both. */
  readonly folder: string;
  readonly ports: Ports;
  readonly postgresPassword: string;
  /** `KAFKA_BROKERS` and `DATABASE_URL`, when set, name servers that exist. */
  readonly environment: NodeJS.ProcessEnv;
  readonly onLine: (name: string, line: string) => void;
}

const databaseName = 'posthorn';

/** Servers that this environment leaves to others, by the names of their ports. */
export const unusedPorts = (environment: NodeJS.ProcessEnv): readonly PortName[] => [
  ...(environment.KAFKA_BROKERS ? (['kafka', 'kafkaController'] as const) : []),
  ...(environment.DATABASE_URL ? (['postgres'] as const) : []),
];

export class LocalServers {
  /** `undefined`: the caller has brokers. */
  readonly kafka: KafkaBroker | undefined;
  /** `undefined`: the caller has a database. */
  readonly postgres: PostgresServer | undefined;
  readonly kafkaBrokers: readonly string[];
  readonly databaseUrl: string;

  constructor({ folder, ports, postgresPassword, environment, onLine }: LocalServersSettings) {
    const { KAFKA_BROKERS, DATABASE_URL } = environment;
    if (!KAFKA_BROKERS) {
      this.kafka = new KafkaBroker({
        folder: join(folder, 'kafka'),
        ...{ port: ports.kafka, controllerPort: ports.kafkaController, jarsFolder: brokerJarsFolder },
        onLine: (line) => {
          onLine('kafka', line);
        },
      });
    }
    if (!DATABASE_URL) {
      this.postgres = new PostgresServer({
        folder: join(folder, 'postgres'),
        ...{ port: ports.postgres, password: postgresPassword, durable: true },
        onLine: (line) => {
          if (!line.includes(' LOG:  ')) onLine('postgres', line);
        },
      });
    }
    this.kafkaBrokers = KAFKA_BROKERS?.split(',') ?? [];
    if (this.kafka) this.kafkaBrokers = [this.kafka.address];
    this.databaseUrl = this.postgres ? urlOfDatabase(this.postgres.url, databaseName) : (DATABASE_URL ?? '');
  }

  stages(): readonly Stage[] {
    const jars: Step = { title: `Copy Kafka ${kafkaVersion} from Maven Central`, run: copyJars };
    return [
      ...(this.kafka ? [{ title: 'Broker', steps: [jars] }] : []),
      { title: 'Servers', steps: [this.#kafkaStep(), this.#postgresStep()] },
    ];
  }

  async stop(graceMs: number): Promise<void> {
    await Promise.all([this.kafka?.stop(graceMs), this.postgres?.stop(graceMs)]);
  }

  #kafkaStep(): Step {
    return {
      title: `Kafka at ${this.kafkaBrokers.join(',')}`,
      run: async () => {
        await this.kafka?.start();
        return this.kafka ? undefined : 'yours, by KAFKA_BROKERS';
      },
    };
  }

  #postgresStep(): Step {
    return {
      title: `Postgres at ${new URL(this.databaseUrl).host}`,
      run: async () => {
        if (this.postgres === undefined) return 'yours, by DATABASE_URL';
        await this.postgres.start();
        await ensureDatabase(this.postgres.url, databaseName);
        return undefined;
      },
    };
  }
}

async function copyJars(): Promise<string | undefined> {
  if (hasBrokerJars()) return 'already there';
  await ensureBrokerJars();
  return undefined;
}
