// A real Postgres as a child process: started, stopped, killed, and started again on the same port with the
// same data. It leaves users and places to `postgres-account.ts`.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort, requireFreePort } from '../free-port.js';
import type { ProcessEnd } from '../process/process-failure.js';
import { ServerProcess } from '../process/server-process.js';
import {
  postgresAccount,
  reachableData,
  reachablePrograms,
  type PostgresAccount,
} from './postgres-account.js';
import { postgresPrograms } from './postgres-programs.js';

export interface PostgresServerSettings {
  /** Holds the data; made when absent, kept after the stop. */
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  /** `false` only for data that may be lost. */
  readonly durable: boolean;
  readonly onLine?: (line: string) => void;
}

const run = promisify(execFile);
const user = 'posthorn';
const readyTimeoutMs = 30_000;
const lost = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'];

export class PostgresServer {
  /** Of the database `postgres`. */
  readonly url: string;
  readonly #settings: PostgresServerSettings;
  #process: ServerProcess | undefined;

  constructor(settings: PostgresServerSettings) {
    this.#settings = settings;
    this.url = `postgres://${user}:${settings.password}@127.0.0.1:${settings.port}/postgres`;
  }

  /** The running process; `undefined` before the first start. */
  get process(): ServerProcess | undefined {
    return this.#process;
  }

  /**
   * Resolves when the server answers a query. Initialises an empty folder. Throws `PortTakenError` and
   * `PrerequisiteError`.
   */
  async start(): Promise<void> {
    await requireFreePort(this.#settings.port, 'postgres');
    const account = await postgresAccount();
    const programs = join(await reachablePrograms(postgresPrograms(), account), 'bin');
    const data = await reachableData(this.#settings.folder, account);
    const place = { programs, data, account };
    if (!existsSync(join(data, 'PG_VERSION'))) await this.#initialise(place);
    const { onLine } = this.#settings;
    this.#process = await ServerProcess.start({
      name: 'postgres',
      command: join(programs, 'postgres'),
      args: this.#arguments(data),
      cwd: data,
      env: environment,
      ...(account ? { account } : {}),
      ...(onLine ? { onLine } : {}),
    });
    await this.#process.untilReady(() => answers(this.url), { timeoutMs: readyTimeoutMs });
  }

  /** Orderly stop that ends open connections (SIGINT, Postgres' fast shutdown); the data stays. */
  async stop(graceMs = 10_000): Promise<ProcessEnd | undefined> {
    return this.#process?.stop({ signal: 'SIGINT', graceMs });
  }

  /** SIGKILL, as a crash; the data stays. */
  async kill(): Promise<ProcessEnd | undefined> {
    return this.#process?.kill();
  }

  #arguments(data: string): string[] {
    const address = ['-h', '127.0.0.1', '-p', String(this.#settings.port), '-c', 'unix_socket_directories='];
    return ['-D', data, ...address, '-c', 'max_connections=200', ...(this.#settings.durable ? [] : lost)];
  }

  async #initialise({ programs, data, account }: Place): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'posthorn-initdb-'));
    const password = join(folder, 'password');
    try {
      await chmod(folder, 0o711);
      await writeFile(password, `${this.#settings.password}\n`, { mode: 0o644 });
      const login = ['--username', user, '--auth', 'scram-sha-256', '--pwfile', password];
      const locale = ['--encoding', 'UTF8', '--locale', 'C', '--no-sync'];
      await run(join(programs, 'initdb'), ['-D', data, ...login, ...locale], {
        cwd: data,
        env: environment,
        ...account,
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

interface Place {
  readonly programs: string;
  readonly data: string;
  readonly account: PostgresAccount | undefined;
}

/** No `PG*` variable of the caller may reach the server. */
const environment: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/** A server on a chosen port. */
export async function startPostgresServer(
  settings: Omit<PostgresServerSettings, 'port'> & { readonly port?: number },
): Promise<PostgresServer> {
  const server = new PostgresServer({ ...settings, port: settings.port ?? (await freePort()) });
  await server.start();
  return server;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } finally {
    await client.end();
  }
}
