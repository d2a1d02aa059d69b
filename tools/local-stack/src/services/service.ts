// One of Posthorn's own processes: started and waited for until it is ready, stopped, killed, started again.
import { eventually, ServerProcess, type ProcessEnd } from '@posthorn/testing';

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

const readyTimeoutMs = 60_000;
const stopGraceMs = 8_000;
const shownLines = 30;

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
      args: [this.#settings.entry, ...(this.#settings.args ?? [])],
      env: { ...this.#settings.environment, ...environment },
      onLine: this.#settings.onLine,
    });
  }

  /** Resolves when it is ready; throws with its last lines when it ends instead. `environment` adds to its own. */
  async start(environment: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.spawn(environment);
    await this.ready();
  }

  /** Resolves when it says that it is ready. */
  async ready(timeoutMs = readyTimeoutMs): Promise<void> {
    const { name, process } = this;
    let last = 'no answer';
    await eventually(
      async () => {
        if (process?.end !== undefined) return true;
        const answer = await fetch(this.http + this.#settings.readyPath, {
          signal: AbortSignal.timeout(2_000),
        });
        last = `${answer.status} ${await answer.text()}`;
        return answer.ok;
      },
      { timeoutMs, intervalMs: 50, what: `${name} ready` },
    ).catch((error: unknown) => {
      throw new Error(`${name} is not ready after ${timeoutMs} ms (${last})\n${this.#lastLines()}`, {
        cause: error,
      });
    });
    if (process?.end !== undefined)
      throw new Error(`${describeEnd(name, process.end)}\n${this.#lastLines()}`);
  }

  /** Orderly stop (SIGTERM), then SIGKILL after the grace. */
  async stop(graceMs = stopGraceMs): Promise<ProcessEnd | undefined> {
    return this.#process?.stop({ graceMs });
  }

  /** SIGKILL, as a crash. */
  async kill(): Promise<ProcessEnd | undefined> {
    return this.#process?.kill();
  }

  #lastLines(): string {
    return this.#process?.lines.slice(-shownLines).join('\n') ?? '';
  }
}

/** `ingest ended with code 78`. */
export const describeEnd = (name: string, { code, signal }: ProcessEnd): string =>
  `${name} ended with ${signal === null ? `code ${code ?? '?'}` : `signal ${signal}`}`;
