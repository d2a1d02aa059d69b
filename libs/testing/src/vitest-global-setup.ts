// Starts one real broker and one real Postgres for all integration specs of a run, and removes them at its end.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startKafkaBroker } from './kafka/kafka-broker.js';
import { startPostgresServer } from './postgres/postgres-server.js';
import './provided-context.js';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'posthorn-test-'));
  await chmod(folder, 0o711);
  const [broker, postgres] = await Promise.all([
    startKafkaBroker({ folder: join(folder, 'kafka') }),
    startPostgresServer({ folder: join(folder, 'postgres'), password: 'posthorn', durable: false }),
  ]);
  project.provide('kafkaBrokers', [broker.address]);
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await Promise.all([broker.stop(), postgres.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
}
