// A server as a child process: its lines, its end, an orderly stop and a kill. It knows nothing about what the
// server is or when it is ready.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { eventually, type EventuallyOptions } from '../eventually.js';
import { guard, unguard } from './guardian.js';
import { describeEnd, ProcessFailure, type ProcessEnd } from './process-failure.js';

export interface ServerProcessSettings {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** User and group to run as; only root may give them. */
  readonly account?: { readonly uid: number; readonly gid: number };
  readonly onLine?: (line: string) => void;
}

export interface StopOptions {
  readonly signal?: NodeJS.Signals;
  readonly graceMs?: number;
}

const keptLinesMax = 400;
const shownLines = 30;

/**
 * Runs in a process group of its own, so that Ctrl-C in the terminal reaches only the parent, which stops its
 * servers in order. When the parent ends in whatever way, what still runs is stopped by the guardian.
 */
export class ServerProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves when the process has ended, however it did. */
  readonly ended: Promise<ProcessEnd>;
  /** The last lines of both outputs. */
  readonly lines: string[] = [];
  #end: ProcessEnd | undefined;
  #askedToEnd = false;
  readonly #endListeners: ((end: ProcessEnd) => void)[] = [];

  private constructor(settings: ServerProcessSettings, child: ChildProcess & { pid: number }) {
    this.name = settings.name;
    this.pid = child.pid;
    guard(child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null)
        createInterface({ input: stream }).on('line', (line) => {
          this.#keep(line, settings);
        });
    }
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        unguard(child.pid);
        const end = { code, signal };
        this.#end = end;
        resolve(end);
        for (const listener of this.#endListeners) listener(end);
      });
    });
  }

  /** Resolves when the process exists; throws the system's error (`ENOENT`, `EACCES`) when it cannot be started. */
  static start(settings: ServerProcessSettings): Promise<ServerProcess> {
    const child = spawn(settings.command, settings.args, {
      cwd: settings.cwd,
      env: settings.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...settings.account,
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => {
        if (child.pid !== undefined)
          resolve(new ServerProcess(settings, child as ChildProcess & { pid: number }));
      });
    });
  }

  /** How it ended; `undefined` while it runs. */
  get end(): ProcessEnd | undefined {
    return this.#end;
  }

  /**
   * Resolves when it runs and `isReady` says so; what that throws means "not yet". Throws `ProcessFailure` when it
   * ends instead, or when the time is over.
   */
  async untilReady(isReady: () => Promise<boolean>, options: EventuallyOptions): Promise<void> {
    const what = `${this.name} ready`;
    await eventually(async () => this.#end !== undefined || (await isReady()), { what, ...options }).catch(
      (error: unknown) => {
        throw this.#failure(error instanceof Error ? error.message : what, { cause: error });
      },
    );
    if (this.#end !== undefined) throw this.#failure(describeEnd(this.name, this.#end));
  }

  /** Whether its end is somebody's wish; otherwise it died. */
  get askedToEnd(): boolean {
    return this.#askedToEnd;
  }

  /** Called once, when the process has ended. */
  onEnd(listener: (end: ProcessEnd) => void): void {
    this.#endListeners.push(listener);
  }

  /** Asks it to stop, and kills it when it has not within `graceMs` (default 10,000). */
  async stop({ signal = 'SIGTERM', graceMs = 10_000 }: StopOptions = {}): Promise<ProcessEnd> {
    this.#askedToEnd = true;
    const timer = setTimeout(() => {
      this.signal('SIGKILL');
    }, graceMs);
    this.signal(signal);
    return this.ended.finally(() => {
      clearTimeout(timer);
    });
  }

  /** SIGKILL to it and everything it started, as a crash. */
  kill(): Promise<ProcessEnd> {
    this.#askedToEnd = true;
    this.signal('SIGKILL');
    return this.ended;
  }

  /** Sends a signal to the whole process group; nothing when it has ended. */
  signal(signal: NodeJS.Signals): void {
    if (this.#end === undefined) signalGroup(this.pid, signal);
  }

  #failure(message: string, options?: ErrorOptions): ProcessFailure {
    return new ProcessFailure(message, this.lines.slice(-shownLines), options);
  }

  #keep(line: string, settings: ServerProcessSettings): void {
    this.lines.push(line);
    if (this.lines.length > keptLinesMax) this.lines.shift();
    settings.onLine?.(line);
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
}
