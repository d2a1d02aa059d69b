// One of Posthorn's own processes: started and waited for until it is ready, stopped, killed, started again.
import { ServerProcess, type ProcessEnd } from '@posthorn/testing';

export interface ServiceSettings {
  /** As it is called in logs and in the list of processes. */
  readonly name: string;
  /** Compiled entry point. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Base URL. */
  readonly http: string;
  /** Answers 2xx when the service is ready; such as `/health/ready`. */
  readonly readyPath: string;
  readonly onLine: (line: string) => void;
}

/** As in the image: Node's own code in large pages, where the system has some. */
const nodeOptions = ['--use-largepages=silent'];
const readyTimeoutMs = 60_000;
const probeTimeoutMs = 2_000;
const stopGraceMs = 8_000;

export class Service {
  readonly name: string;
  readonly http: string;
  readonly #settings: ServiceSettings;
  #process: ServerProcess | undefined;

  constructor(settings: ServiceSettings) {
    this.#settings = settings;
    this.name = settings.name;
    this.http = settings.http;
  }

  /** The process as it was last started; `undefined` before the first start. */
  get process(): ServerProcess | undefined {
    return this.#process;
  }

  /** Starts it without waiting until it is ready. */
  async spawn(environment: NodeJS.ProcessEnv = {}): Promise<void> {
    this.#process = await ServerProcess.start({
      name: this.name,
      command: process.execPath,
      args: [...nodeOptions, this.#settings.entry, ...(this.#settings.args ?? [])],
      env: { ...this.#settings.environment, ...environment },
      onLine: this.#settings.onLine,
    });
  }

  /** Resolves when it is ready; throws `ProcessFailure` when it ends instead. `environment` adds to its own. */
  async start(environment: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.spawn(environment);
    await this.ready();
  }

  /** Resolves when it says that it is ready. */
  async ready(timeoutMs = readyTimeoutMs): Promise<void> {
    await this.#process?.untilReady(() => this.#isReady(), { timeoutMs, intervalMs: 50 });
  }

  /** Orderly stop (SIGTERM), then SIGKILL after the grace. */
  async stop(graceMs = stopGraceMs): Promise<ProcessEnd | undefined> {
    return this.#process?.stop({ graceMs });
  }

  /** SIGKILL, as a crash. */
  async kill(): Promise<ProcessEnd | undefined> {
    return this.#process?.kill();
  }

  /** Throws what it answers instead, so that a start that takes too long says why. */
  async #isReady(): Promise<boolean> {
    const url = this.http + this.#settings.readyPath;
    const answer = await fetch(url, { signal: AbortSignal.timeout(probeTimeoutMs) });
    if (!answer.ok) throw new Error(`${url} answers ${answer.status} ${await answer.text()}`);
    return true;
  }
}
