// The whole system for one spec file: compiled services as processes on real servers, with topics, consumer group and
// database of their own. What is asked of the broker here is asked for that group.
import { createWriteStream, type WriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDurationLabel, topicNames, type TopicNames } from '@posthorn/contracts';
import { isolatedEnvironment, startStack, type LocalStack } from '@posthorn/local-stack';
import { workspaceRoot } from '@posthorn/testing';
import { inject } from 'vitest';

export interface SystemOptions {
  /** The services' logs go to `test-results/<name>.log`. */
  readonly name: string;
  /** Added to every service's. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Added to one service's alone, or to one command's, by its name. */
  readonly particular?: Readonly<Record<string, NodeJS.ProcessEnv>>;
  /** Servers that nobody shares, so that they may be killed. */
  readonly own?: readonly ('kafka' | 'postgres')[];
  /** Retry tiers that exist in Kafka beside those that the services are configured with. */
  readonly moreTiers?: readonly string[];
}

/** Short, so that what is handed on comes back within a test. */
export const retryTiers = ['1s', '3s'] as const;

export class System {
  private constructor(
    readonly stack: LocalStack,
    readonly topics: TopicNames,
    /** Consumer group of the events; that of the retry tiers is `<groupId>.retries`. */
    readonly groupId: string,
    /** Every one that exists in Kafka. */
    readonly tiers: readonly string[],
    private readonly folder: string,
    private readonly log: WriteStream,
  ) {}

  /** Resolves when every service is ready. */
  static async start(options: SystemOptions): Promise<System> {
    const { name, environment = {}, particular = {}, own = [], moreTiers = [] } = options;
    const tiers = [...retryTiers, ...moreTiers];
    const folder = await mkdtemp(join(tmpdir(), `posthorn-${name}-`));
    // Postgres' own user must be able to enter.
    await chmod(folder, 0o711);
    const log = await logFile(name);
    const isolated = await isolatedEnvironment({
      kafkaBrokers: inject('kafkaBrokers'),
      postgresUrl: inject('postgresUrl'),
    });
    const stack = await startStack({
      folder,
      particular: { topics: { RETRY_TIERS: inOrder(tiers).join(',') }, ...particular },
      environment: {
        ...isolated,
        ...(own.includes('kafka') ? { KAFKA_BROKERS: '' } : {}),
        ...(own.includes('postgres') ? { DATABASE_URL: '' } : {}),
        RETRY_TIERS: retryTiers.join(','),
        LOG_FORMAT: 'json',
        ...environment,
      },
      onLine: (service, line) => log.write(`${service} ${line}\n`),
    });
    const { TOPIC_PREFIX = '', GROUP_ID = '' } = isolated;
    return new System(stack, topicNames(TOPIC_PREFIX), GROUP_ID, tiers, folder, log);
  }

  get brokers(): readonly string[] {
    return this.stack.servers.kafkaBrokers;
  }

  async stop(): Promise<void> {
    await this.stack.stop();
    this.log.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const inOrder = (tiers: readonly string[]): readonly string[] =>
  [...tiers].sort((a, b) => (parseDurationLabel(a) ?? 0) - (parseDurationLabel(b) ?? 0));

async function logFile(name: string): Promise<WriteStream> {
  const folder = join(workspaceRoot, 'test-results');
  await mkdir(folder, { recursive: true });
  return createWriteStream(join(folder, `${name}.log`));
}
