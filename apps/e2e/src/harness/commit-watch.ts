// Asks the broker again and again what a group has committed, so that a test can say of every moment that it was no
// further than it may have been.
import { setTimeout as pause } from 'node:timers/promises';
import { Committed, type GroupTopic } from './committed.js';

export interface CommitSample {
  /** When the answer was there, ms since the epoch: what it tells was committed before. */
  readonly answeredAtMs: number;
  readonly committed: Committed;
}

const everyMs = 20;

export class CommitWatch {
  readonly samples: CommitSample[] = [];
  private isOver = false;
  private running: Promise<void> = Promise.resolve();

  static start(brokers: readonly string[], group: GroupTopic): CommitWatch {
    const watch = new CommitWatch();
    watch.running = watch.run(brokers, group);
    return watch;
  }

  /** Ends the watch; throws when the broker did not answer. */
  async stop(): Promise<readonly CommitSample[]> {
    this.isOver = true;
    await this.running;
    return this.samples;
  }

  private async run(brokers: readonly string[], group: GroupTopic): Promise<void> {
    while (!this.isOver) {
      const committed = await Committed.ask(brokers, group);
      this.samples.push({ answeredAtMs: Date.now(), committed });
      await pause(everyMs);
    }
  }
}
