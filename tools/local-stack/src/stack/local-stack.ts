// The stack: a broker and a database, Posthorn's services and a receiver, each a process of its own. It starts,
// watches and stops them; what a person sees of that is left to the commands.
import { setTimeout as pause } from 'node:timers/promises';
import type { ProcessEnd, ServerProcess } from '@posthorn/testing';
import type { Ports } from '../servers/ports.js';
import { LocalServers } from '../servers/local-servers.js';
import {
  commandEntry,
  localReceiver,
  localService,
  localServices,
  type LocalServices,
  type OnLine,
} from '../services/local-services.js';
import { runCommand } from '../services/run-command.js';
import {
  serviceEnvironment,
  type ParticularEnvironments,
  type ServiceSurroundings,
} from '../services/service-environment.js';
import { serviceNames, type ServiceName } from '../services/service-names.js';
import type { Service } from '../services/service.js';
import type { LocalSecrets } from './secrets.js';
import { runStages, type Stage, type Step } from './stage.js';

export interface LocalStackSettings {
  /** Holds the servers' data. */
  readonly dataFolder: string;
  readonly ports: Ports;
  readonly secrets: LocalSecrets;
  /** The caller's; passed on to every service. */
  readonly environment: NodeJS.ProcessEnv;
  readonly particular?: ParticularEnvironments;
  readonly onLine: OnLine;
}

/** A process ended that nobody had asked to. */
export interface Death {
  readonly name: string;
  readonly end: ProcessEnd;
  readonly lines: readonly string[];
}

const settleMs = 100;
/** 14 s in all: services hand on or finish what they have begun, then the receiver, then the servers. */
const graces = { servicesMs: 8_000, receiverMs: 1_000, serversMs: 5_000 };

export class LocalStack {
  readonly servers: LocalServers;
  readonly services: LocalServices;
  readonly receiver: Service;
  readonly surroundings: ServiceSurroundings;
  /** Resolves with the first process that died. */
  readonly died: Promise<Death>;
  readonly settings: LocalStackSettings;
  readonly #moreDispatchers: Service[] = [];
  readonly #watched = new Set<ServerProcess>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #adopted: ServerProcess[] = [];
  #isStopping = false;
  #tellDeath: (death: Death) => void = () => undefined;

  constructor(settings: LocalStackSettings) {
    const { dataFolder, ports, secrets, environment, onLine } = settings;
    this.settings = settings;
    this.servers = new LocalServers({
      ...{ folder: dataFolder, ports, environment, onLine },
      postgresPassword: secrets.postgresPassword,
    });
    const { kafkaBrokers, databaseUrl } = this.servers;
    const particular = settings.particular ?? {};
    this.surroundings = { ports, secrets, environment, particular, kafkaBrokers, databaseUrl };
    this.services = localServices(this.surroundings, onLine);
    this.receiver = localReceiver(ports.receiverHttp, onLine);
    this.died = new Promise((resolve) => {
      this.#tellDeath = resolve;
    });
  }

  /** The start, in order. */
  stages(): readonly Stage[] {
    const processes = [...serviceNames.map((name) => this.services[name]), this.receiver];
    return [
      ...this.servers.stages(),
      {
        title: 'Schema and topics',
        steps: [
          this.#commandStep('migrate', 'Migrate the database'),
          this.#commandStep('topics', 'Make the topics'),
        ],
      },
      { title: 'Services', steps: processes.map(startStep) },
    ].map(({ title, steps }) => ({ title, steps: steps.map((step) => this.#stoppable(step)) }));
  }

  async start(): Promise<void> {
    await runStages(this.stages());
  }

  /** Orderly stop, then a start with the code as it now is. */
  async restart(name: ServiceName): Promise<void> {
    await this.services[name].stop(graces.servicesMs);
    await this.services[name].start();
    this.#watch();
  }

  /** Runs `migrate`, `topics` or `republish` to its end; its output. Throws `ProcessFailure` when it fails. */
  async run(command: string): Promise<readonly string[]> {
    const environment = {
      ...serviceEnvironment('subscriptions', this.surroundings),
      ...this.surroundings.particular?.[command],
    };
    const onStart = (process: ServerProcess): void => {
      this.adopt(process);
    };
    return runCommand({ name: command, entry: commandEntry(command), environment, onStart });
  }

  /** One more dispatcher in the same group; it is stopped with the stack. */
  async addDispatcher(given: {
    readonly httpPort: number;
    readonly environment?: NodeJS.ProcessEnv;
  }): Promise<Service> {
    const name = `dispatcher-${this.#moreDispatchers.length + 2}`;
    const { surroundings } = this;
    const { onLine } = this.settings;
    const service = localService({
      name,
      service: 'dispatcher',
      httpPort: given.httpPort,
      surroundings,
      onLine,
    });
    this.#moreDispatchers.push(service);
    await service.start(given.environment);
    return service;
  }

  /** A process beside the stack's own, which ends with it. */
  adopt(process: ServerProcess): void {
    this.#adopted.push(process);
  }

  /** Whether a stop was asked for: what fails from then on does so because of it. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** In order, within 15 s, whatever has been started, and what is being started just now. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    do await this.#stopProcesses();
    while (!(await this.#settledWithin(settleMs)));
  }

  /** Every process that runs. */
  processes(): readonly ServerProcess[] {
    const { kafka, postgres } = this.servers;
    return [kafka, postgres, ...Object.values(this.services), ...this.#moreDispatchers, this.receiver]
      .map((server) => server?.process)
      .filter((process) => process !== undefined)
      .filter(({ end }) => end === undefined);
  }

  async #stopProcesses(): Promise<void> {
    const services = [...Object.values(this.services), ...this.#moreDispatchers];
    await Promise.all([
      ...this.#adopted.map((process) => process.kill()),
      ...services.map((service) => service.stop(graces.servicesMs)),
    ]);
    await this.receiver.stop(graces.receiverMs);
    await this.servers.stop(graces.serversMs);
  }

  /** Whether no step runs any more; one that runs may yet start a process. */
  async #settledWithin(timeoutMs: number): Promise<boolean> {
    const settled = Promise.allSettled(this.#running).then(() => true);
    return Promise.race([settled, pause(timeoutMs, false)]);
  }

  #stoppable(step: Step): Step {
    const run = async (): Promise<string | undefined> => {
      if (this.#isStopping) throw new Error('the stack is being stopped');
      const running = step.run();
      this.#running.add(running);
      return running.finally(() => {
        this.#running.delete(running);
        this.#watch();
      });
    };
    return { title: step.title, run };
  }

  #commandStep(command: string, title: string): Step {
    return { title, run: async () => (await this.run(command)).at(-1) };
  }

  #watch(): void {
    for (const process of this.processes()) {
      if (this.#watched.has(process)) continue;
      this.#watched.add(process);
      process.onEnd((end) => {
        if (!process.askedToEnd) this.#tellDeath({ name: process.name, end, lines: process.lines });
      });
    }
  }
}

const startStep = (service: Service): Step => ({
  title: `${service.name} at ${service.http}`,
  run: async () => {
    await service.start();
    return undefined;
  },
});
