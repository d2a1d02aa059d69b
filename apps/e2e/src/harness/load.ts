// A product that does not stop writing events while a test hurts something.
import { setTimeout as pause } from 'node:timers/promises';

export interface Writer {
  /** Resolves when the events are acknowledged. */
  send(events: { readonly count: number; readonly partition: number }): Promise<unknown>;
}

export interface LoadOptions {
  readonly perSecond: number;
  /** Written in turn, where the writer chooses the partition; default 1. */
  readonly partitions?: number;
}

const batchesPerSecond = 25;

export class Load {
  private isOver = false;

  private constructor(
    private readonly writer: Writer,
    private readonly options: LoadOptions,
  ) {}

  /** Writes until the returned function is called, which resolves when the last batch is acknowledged. */
  static start(writer: Writer, options: LoadOptions): () => Promise<void> {
    const load = new Load(writer, options);
    // Awaited from here on, so that a failure is told when the load is stopped, and only then.
    const ended = Promise.allSettled([load.run()]);
    return async () => {
      load.isOver = true;
      for (const result of await ended) if (result.status === 'rejected') throw result.reason;
    };
  }

  private async run(): Promise<void> {
    const { perSecond, partitions = 1 } = this.options;
    const count = Math.ceil(perSecond / batchesPerSecond);
    for (let batch = 0; !this.isOver; batch += 1) {
      await this.writer.send({ count, partition: batch % partitions });
      await pause(1_000 / batchesPerSecond);
    }
  }
}
