// One service of docker-compose.yml as a process of this machine: its own command, environment, health check and grace
// period. It leaves to others what the service needs to run.
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { parseDurationLabel } from '@posthorn/contracts';
import { ServerProcess, workspaceRoot, type ProcessEnd } from '@posthorn/testing';
import type { ComposeService } from './compose-file.js';

const run = promisify(execFile);
const healthyTimeoutMs = 60_000;

export interface LocalService {
  readonly name: string;
  readonly service: ComposeService;
  /** The whole environment but for PATH. */
  readonly environment: Readonly<Record<string, string>>;
}

export class ComposeProcess {
  readonly #process: ServerProcess;
  readonly #service: ComposeService;
  readonly #environment: NodeJS.ProcessEnv;

  private constructor(process: ServerProcess, service: ComposeService, environment: NodeJS.ProcessEnv) {
    this.#process = process;
    this.#service = service;
    this.#environment = environment;
  }

  /** The image's working folder has the workspace's layout, so that the command runs here as it runs there. */
  static async start({ name, service, environment }: LocalService): Promise<ComposeProcess> {
    const [command = '', ...args] = service.command ?? [];
    const env = { ...environment, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}` };
    const started = await ServerProcess.start({ name, command, args, cwd: workspaceRoot, env });
    return new ComposeProcess(started, service, env);
  }

  /** Resolves when the service's own health check succeeds. */
  async healthy(): Promise<void> {
    const [, command = '', ...args] = this.#service.healthcheck?.test ?? [];
    const check = () => run(command, args, { env: this.#environment }).then(() => true);
    await this.#process.untilReady(check, { timeoutMs: healthyTimeoutMs, intervalMs: 1_000 });
  }

  /** Resolves with its output when it has ended well by itself; throws otherwise. */
  async completed(): Promise<readonly string[]> {
    const { code } = await this.#process.ended;
    const { name, lines } = this.#process;
    if (code !== 0) throw new Error(`${name} ended with ${code ?? 'a signal'}\n${lines.join('\n')}`);
    return lines;
  }

  /** As `docker compose stop`: SIGTERM, then SIGKILL at the end of the grace period. */
  stop(): Promise<ProcessEnd> {
    return this.#process.stop({ graceMs: parseDurationLabel(this.#service.stop_grace_period ?? '') ?? 0 });
  }

  kill(): Promise<ProcessEnd> {
    return this.#process.kill();
  }
}
