// The jars of a real Kafka broker, copied once from Maven Central into the workspace's cache, which tests and
// the local stack share. It leaves starting the broker to `kafka-broker.ts`.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PrerequisiteError } from '../process/prerequisite-error.js';
import { workspaceRoot } from '../workspace-root.js';

export const kafkaVersion = '4.2.0';

const pom = fileURLToPath(new URL('../../kafka-broker/pom.xml', import.meta.url));
const copyTimeoutMs = 300_000;
const run = promisify(execFile);

/** Where the jars stand when they have been copied. */
export const brokerJarsFolder = join(workspaceRoot, '.posthorn', `kafka-${kafkaVersion}`);

export const hasBrokerJars = (): boolean => existsSync(brokerJarsFolder);

/** The folder with the jars; copies them when they are absent. Several processes may do so at the same time. */
export async function ensureBrokerJars(): Promise<string> {
  if (hasBrokerJars()) return brokerJarsFolder;
  await mkdir(dirname(brokerJarsFolder), { recursive: true });
  const unfinished = await mkdtemp(`${brokerJarsFolder}-unfinished-`);
  try {
    await copyWithMaven(unfinished);
    await rename(unfinished, brokerJarsFolder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!hasBrokerJars()) throw error;
  }
  return brokerJarsFolder;
}

async function copyWithMaven(folder: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  try {
    await run('mvn', ['--batch-mode', '--quiet', '--file', pom, ...goal], { timeout: copyTimeoutMs });
  } catch (error) {
    throw mavenFault(error);
  }
}

function mavenFault(error: unknown): PrerequisiteError {
  const { code, stdout } = error as { code?: unknown; stdout?: string };
  if (code === 'ENOENT') {
    return new PrerequisiteError(
      'maven_missing',
      'Maven (mvn) is not installed; it copies the Kafka broker. Install it (Debian: apt-get install maven), or set KAFKA_BROKERS to a broker that you have.',
    );
  }
  return new PrerequisiteError(
    'maven_failed',
    `Maven could not copy the jars of Kafka ${kafkaVersion}. Is Maven Central reachable?\n${stdout ?? String(error)}`,
    { cause: error },
  );
}
