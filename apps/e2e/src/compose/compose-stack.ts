// docker-compose.yml on this machine without containers: each service's own command with its own environment, on the
// real broker and database, in compose's order. Only hosts, ports and the servers' data folders are put in place.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ensureDatabase,
  freePort,
  startPostgresServer,
  type PostgresServer,
  type ProcessEnd,
  type ServerProcess,
} from '@posthorn/testing';
import { composeEnvironment, composeService, readCompose, type ComposeFile } from './compose-file.js';
import { startComposeKafka } from './compose-kafka.js';
import { ComposeProcess } from './compose-service.js';
import { readImage } from './image-file.js';
import type { Variables } from './interpolate.js';
import { chooseLocalPlaces, toLocalAddresses, type LocalPlaces } from './local-places.js';
import { serviceNames, type ServiceName } from './service-variables.js';

interface Door {
  readonly process: ComposeProcess;
  readonly httpPort: number;
}

export class ComposeStack {
  readonly #variables: Variables;
  readonly #compose: ComposeFile;
  readonly #places: LocalPlaces;
  readonly #folder: string;
  readonly #doors = new Map<ServiceName, Door>();
  #kafka: ServerProcess | undefined;
  #postgres: PostgresServer | undefined;

  private constructor(variables: Variables, places: LocalPlaces, folder: string) {
    this.#variables = variables;
    this.#compose = readCompose(variables);
    this.#places = places;
    this.#folder = folder;
  }

  /** A stack with the variables of an .env file; nothing runs yet. */
  static async prepare(variables: Variables): Promise<ComposeStack> {
    const folder = await mkdtemp(join(tmpdir(), 'posthorn-compose-'));
    await chmod(folder, 0o711);
    return new ComposeStack(variables, await chooseLocalPlaces(), folder);
  }

  /** host:port of the listener for programs outside compose's network. */
  get kafkaOnHost(): string {
    return toLocalAddresses('127.0.0.1:9092', this.#places);
  }

  /** Base URL of a service that runs. */
  http(name: ServiceName): string {
    return `http://127.0.0.1:${this.#door(name).httpPort}`;
  }

  /** Resolves when every service's health check succeeds. */
  async start(): Promise<void> {
    await Promise.all([this.#startKafka(), this.#startPostgres()]);
    await this.setup();
    await Promise.all(serviceNames.map((name) => this.#startService(name)));
  }

  /** Runs the one-shot `setup` to its end; its output. */
  async setup(): Promise<readonly string[]> {
    const service = composeService(this.#compose, 'setup');
    const setup = await ComposeProcess.start({
      name: 'setup',
      service,
      environment: this.#environment('setup'),
    });
    return setup.completed();
  }

  /** As `docker compose stop`. */
  stop(name: ServiceName): Promise<ProcessEnd> {
    return this.#door(name).process.stop();
  }

  /** Ends what runs, whatever state it is in, and deletes its data. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#doors.values()].map(({ process }) => process.kill()));
    await Promise.all([this.#kafka?.kill(), this.#postgres?.kill()]);
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #startKafka(): Promise<void> {
    const service = composeService(this.#compose, 'kafka');
    this.#kafka = await startComposeKafka({
      environment: composeEnvironment(service, this.#variables),
      places: this.#places,
      folder: join(this.#folder, 'kafka'),
    });
  }

  async #startPostgres(): Promise<void> {
    const service = composeService(this.#compose, 'postgres');
    const { POSTGRES_PASSWORD = '', POSTGRES_DB = '' } = composeEnvironment(service, this.#variables);
    this.#postgres = await startPostgresServer({
      folder: join(this.#folder, 'postgres'),
      port: this.#places.get(5432) ?? 0,
      password: POSTGRES_PASSWORD,
      durable: false,
    });
    await ensureDatabase(this.#postgres.url, POSTGRES_DB);
  }

  async #startService(name: ServiceName): Promise<void> {
    const [httpPort, grpcPort] = [await freePort(), await freePort()];
    const process = await ComposeProcess.start({
      name,
      service: composeService(this.#compose, name),
      environment: {
        ...this.#environment(name),
        ...{ HOST: '127.0.0.1', HTTP_PORT: String(httpPort), GRPC_PORT: String(grpcPort) },
      },
    });
    this.#doors.set(name, { process, httpPort });
    await process.healthy();
  }

  /** What the image and compose say together, in this machine's addresses. */
  #environment(name: string): Record<string, string> {
    const given = composeEnvironment(composeService(this.#compose, name), this.#variables);
    const local = Object.entries(given).map(([variable, value]): [string, string] => [
      variable,
      toLocalAddresses(value, this.#places),
    ]);
    return { ...readImage().environment, ...Object.fromEntries(local) };
  }

  #door(name: ServiceName): Door {
    const door = this.#doors.get(name);
    if (door === undefined) throw new Error(`${name} was not started`);
    return door;
  }
}
