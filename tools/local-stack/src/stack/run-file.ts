// `.posthorn/run.json`: which launcher uses a folder, and what it has started, so that no two stacks use the same
// data, and a start after a crash waits until what the crash left has ended.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@posthorn/testing';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from './kept-json.js';

const schema = z.object({ launcher: z.number(), processes: z.array(z.number()) });

/** Another launcher uses the folder. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError';
  readonly code = 'already_running';

  constructor(readonly launcher: number) {
    super(
      `Posthorn already runs here (process ${launcher}). Stop it with Ctrl-C in its terminal, or: kill ${launcher}`,
    );
  }
}

export class RunFile {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'run.json');
  }

  /** Throws `AlreadyRunningError`; waits for the end of what an earlier launcher left when it was killed. */
  async claim(): Promise<void> {
    const found = schema.safeParse(await readKeptJson(this.#file));
    if (found.success && found.data.launcher !== process.pid) {
      const { launcher, processes } = found.data;
      if (isAlive(launcher)) throw new AlreadyRunningError(launcher);
      await eventually(() => !processes.some(isAlive), {
        timeoutMs: 20_000,
        what: `the end of processes ${processes.join(', ')}, left by a start that was killed`,
      });
    }
    await this.note([]);
  }

  async note(processes: readonly number[]): Promise<void> {
    await writeKeptJson(this.#file, { launcher: process.pid, processes });
  }

  async release(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
