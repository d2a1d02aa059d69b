// A real Kafka broker as a child process: started, stopped, killed, and started again on the same port with the
// same data. It leaves the jars to `broker-jars.ts` and the settings to `broker-settings.ts`.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, requireFreePort } from '../free-port.js';
import { PrerequisiteError } from '../process/prerequisite-error.js';
import type { ProcessEnd } from '../process/process-failure.js';
import { ServerProcess } from '../process/server-process.js';
import { ensureBrokerJars } from './broker-jars.js';
import { brokerIdentity, scramArguments, securitySettings, type BrokerSecurity } from './broker-security.js';
import { brokerSettings } from './broker-settings.js';
import { withAdmin } from './test-client.js';

export interface KafkaBrokerSettings {
  /** Holds `server.properties` and the data; made when absent, kept after the stop. */
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly jarsFolder: string;
  /** Adds a listener with TLS, SASL and ACLs; fixed when the folder is formatted. */
  readonly security?: BrokerSecurity;
  readonly onLine?: (line: string) => void;
}

const run = promisify(execFile);
/** With a young generation of its own choice it would stand still for 25 ms every few seconds; 7 ms with this one. */
const youngGeneration = '-Xmn24m';
const jvm = ['-Xms256m', '-Xmx512m', youngGeneration, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const readyTimeoutMs = 60_000;

export class KafkaBroker {
  readonly address: string;
  readonly #settings: KafkaBrokerSettings;
  readonly #file: string;
  readonly #logFolder: string;
  #process: ServerProcess | undefined;

  constructor(settings: KafkaBrokerSettings) {
    this.#settings = settings;
    this.address = `127.0.0.1:${settings.port}`;
    this.#file = join(settings.folder, 'server.properties');
    this.#logFolder = join(settings.folder, 'log');
  }

  /** The running process; `undefined` before the first start. */
  get process(): ServerProcess | undefined {
    return this.#process;
  }

  /**
   * Resolves when the broker is registered, every partition has a leader and groups can be joined. Formats an
   * empty folder. Throws `PortTakenError` and `PrerequisiteError`.
   */
  async start(): Promise<void> {
    await requireFreePort(this.#settings.port, 'kafka');
    await mkdir(this.#settings.folder, { recursive: true });
    await writeFile(this.#file, await this.#properties());
    if (!existsSync(join(this.#logFolder, 'meta.properties'))) await this.#format();
    const { onLine } = this.#settings;
    this.#process = await ServerProcess.start({
      name: 'kafka',
      command: java(),
      args: this.#java('kafka.Kafka', this.#file),
      ...(onLine ? { onLine } : {}),
    }).catch(explainJava);
    await this.#process.untilReady(() => isReady(this.address), {
      timeoutMs: readyTimeoutMs,
      intervalMs: 100,
    });
  }

  /** Orderly stop (SIGTERM); the data stays. */
  async stop(graceMs = 10_000): Promise<ProcessEnd | undefined> {
    return this.#process?.stop({ graceMs });
  }

  /** SIGKILL, as a crash; the data stays. */
  async kill(): Promise<ProcessEnd | undefined> {
    return this.#process?.kill();
  }

  async #format(): Promise<void> {
    const clusterId = randomBytes(16).toString('base64url');
    const { security } = this.#settings;
    const users = security === undefined ? [] : scramArguments(security);
    const format = ['format', '--ignore-formatted', `--cluster-id=${clusterId}`, '-c', this.#file, ...users];
    await run(java(), this.#java('kafka.tools.StorageTool', ...format)).catch(explainJava);
  }

  async #properties(): Promise<string> {
    const { security, folder } = this.#settings;
    const place = { ...this.#settings, logFolder: this.#logFolder };
    if (security === undefined) return brokerSettings(place);
    const settings = securitySettings(security, await brokerIdentity(folder));
    return brokerSettings({ ...place, secure: { port: security.port, settings } });
  }

  #java(...program: string[]): string[] {
    return [...jvm, '-cp', join(this.#settings.jarsFolder, '*'), ...program];
  }
}

/** A broker on chosen ports, with the jars copied when they are absent. */
export async function startKafkaBroker(
  settings: Pick<KafkaBrokerSettings, 'folder' | 'onLine' | 'security'> & { readonly port?: number },
): Promise<KafkaBroker> {
  const broker = new KafkaBroker({
    ...settings,
    jarsFolder: await ensureBrokerJars(),
    port: settings.port ?? (await freePort()),
    controllerPort: await freePort(),
  });
  await broker.start();
  return broker;
}

/** Asking for a group makes the broker create and load its offsets topic, which the first join would wait for. */
const isReady = (address: string): Promise<boolean> =>
  withAdmin([address], async (admin) => {
    await admin.describeGroups(['posthorn-testing']);
    const { topics } = await admin.fetchTopicMetadata();
    return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  });

const java = (): string => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java');

function explainJava(error: unknown): never {
  if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  throw new PrerequisiteError(
    'java_missing',
    `Java is not installed (looked for ${java()}); the Kafka broker needs Java 17. Install it (Debian: apt-get install openjdk-17-jre-headless), or set KAFKA_BROKERS to a broker that you have.`,
    { cause: error },
  );
}
