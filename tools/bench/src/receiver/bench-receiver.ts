// The receivers' process as the bench sees it.
import { fileURLToPath } from 'node:url';
import { eventually, ServerProcess } from '@posthorn/testing';
import type { Tally } from './tally.js';

const entry = fileURLToPath(new URL('./main.js', import.meta.url));

export class BenchReceiver {
  readonly url: string;
  readonly #process: ServerProcess;

  private constructor(process: ServerProcess, port: string) {
    this.#process = process;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<BenchReceiver> {
    const child = await ServerProcess.start({
      name: 'bench-receiver',
      command: process.execPath,
      args: [entry],
    });
    const port = await eventually(() => child.lines[0], { what: 'the port of the receivers' });
    return new BenchReceiver(child, port);
  }

  /** By path; those that begin with `under`. */
  async tallies(under = '/'): Promise<Readonly<Record<string, Tally>>> {
    const answer = await fetch(`${this.url}/tally?under=${encodeURIComponent(under)}`);
    return (await answer.json()) as Record<string, Tally>;
  }

  /** First deliveries under a path. */
  async count(under = '/'): Promise<number> {
    return sum(Object.values(await this.tallies(under)), ({ count }) => count);
  }

  async forget(): Promise<void> {
    await fetch(`${this.url}/tally`, { method: 'DELETE' });
  }

  async stop(): Promise<void> {
    await this.#process.stop({ graceMs: 2_000 });
  }
}

export const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
