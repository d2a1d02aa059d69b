// Starts one real broker and one real Postgres for a test run, and removes them at its end. Every vitest project that
// names this file gets the same two.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startKafkaBroker, type KafkaBroker } from './kafka/kafka-broker.js';
import { startPostgresServer, type PostgresServer } from './postgres/postgres-server.js';
import './provided-context.js';

interface TestServers {
  readonly folder: string;
  readonly broker: KafkaBroker;
  readonly postgres: PostgresServer;
}

/** Vitest loads this file once for each project, all in one process: what they share stands on the process. */
const run = globalThis as {
  posthornTestServers?: { readonly servers: Promise<TestServers>; projects: number };
};

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (run.posthornTestServers ??= { servers: startServers(), projects: 0 });
  shared.projects += 1;
  const { broker, postgres } = await shared.servers;
  project.provide('kafkaBrokers', [broker.address]);
  project.provide('postgresUrl', postgres.url);
  return async () => {
    shared.projects -= 1;
    if (shared.projects > 0) return;
    delete run.posthornTestServers;
    await stopServers(await shared.servers);
  };
}

async function startServers(): Promise<TestServers> {
  const folder = await mkdtemp(join(tmpdir(), 'posthorn-test-'));
  // Postgres' own user must be able to enter.
  await chmod(folder, 0o711);
  const [broker, postgres] = await Promise.all([
    startKafkaBroker({ folder: join(folder, 'kafka') }),
    startPostgresServer({ folder: join(folder, 'postgres'), password: 'posthorn', durable: false }),
  ]);
  return { folder, broker, postgres };
}

async function stopServers({ folder, broker, postgres }: TestServers): Promise<void> {
  await Promise.all([broker.stop(), postgres.stop()]);
  await rm(folder, { recursive: true, force: true });
}
