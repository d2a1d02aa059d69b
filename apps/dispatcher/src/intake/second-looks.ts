// Calls back when the view has caught up with the moment of the asking. A view follows its topic some moments behind,
// so that an event which was just read may be wanted by a subscription that was published before the event and is not
// seen here yet. Those who ask at about the same time share one question to the broker.
import { setTimeout as wait } from 'node:timers/promises';
import type { RegistryView } from '@posthorn/kafka';

export interface SecondLooksOptions {
  readonly view: Pick<RegistryView, 'whenCaughtUp'>;
  /** Ends the waiting: who waits then is not called any more. */
  readonly signal: AbortSignal;
  readonly onFatal: (error: unknown) => void;
}

/**
 * Between two questions; what is read meanwhile shares the next one, and is committed so much later at most. What waits for
 * longer than V8 takes to fill its young generation twice, becomes old.
 */
const everyMs = 50;

export class SecondLooks {
  readonly #options: SecondLooksOptions;
  #waiting: (() => void)[] = [];
  #asking = 0;
  #isRunning = false;

  constructor(options: SecondLooksOptions) {
    this.#options = options;
  }

  /** How many were not called yet. */
  get pendingCount(): number {
    return this.#waiting.length + this.#asking;
  }

  /** Calls `look` when the view lacks nothing that was written before this moment; it must not throw. */
  add(look: () => void): void {
    this.#waiting.push(look);
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#run().catch((error: unknown) => {
      if (!this.#options.signal.aborted) this.#options.onFatal(error);
    });
  }

  async #run(): Promise<void> {
    const { view, signal } = this.#options;
    while (this.#waiting.length > 0) {
      const looks = this.#waiting;
      this.#waiting = [];
      this.#asking = looks.length;
      await view.whenCaughtUp(signal);
      this.#asking = 0;
      for (const look of looks) look();
      await wait(everyMs, undefined, { ref: false });
    }
    this.#isRunning = false;
  }
}
