// A whole stack in one call, for tests that kill and restart its parts: free ports, secrets of its own.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@posthorn/testing';
import { portNames, type Ports } from '../servers/ports.js';
import type { OnLine } from '../services/local-services.js';
import type { ParticularEnvironments } from '../services/service-environment.js';
import { LocalStack } from './local-stack.js';
import { localSecrets } from './secrets.js';

export interface StartStackOptions {
  /** Holds data and secrets; made when absent. A stack started there again resumes with them. */
  readonly folder: string;
  /**
   * Added to this process's environment and given to every service: `TOPIC_PREFIX`, `RETRY_TIERS`, `LOG_LEVEL`, …
   * `KAFKA_BROKERS` and `DATABASE_URL` name servers to use instead of its own.
   */
  readonly environment?: NodeJS.ProcessEnv;
  /** Added to one service's alone, or to one command's. */
  readonly particular?: ParticularEnvironments;
  /** Default: free ones. */
  readonly ports?: Partial<Ports>;
  readonly onLine?: OnLine;
}

/** Resolves when every service is ready. When one fails, what was started is stopped and the failure is thrown. */
export async function startStack({ folder, ...options }: StartStackOptions): Promise<LocalStack> {
  await mkdir(folder, { recursive: true });
  const stack = new LocalStack({
    dataFolder: join(folder, 'data'),
    ports: { ...(await freePorts()), ...options.ports },
    secrets: await localSecrets(folder),
    environment: { ...process.env, ...options.environment },
    particular: options.particular ?? {},
    onLine: options.onLine ?? (() => undefined),
  });
  try {
    await stack.start();
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack;
}

async function freePorts(): Promise<Ports> {
  const chosen = new Set<number>();
  while (chosen.size < portNames.length) chosen.add(await freePort());
  const ports = [...chosen];
  return Object.fromEntries(portNames.map((name, index) => [name, ports[index]])) as unknown as Ports;
}
