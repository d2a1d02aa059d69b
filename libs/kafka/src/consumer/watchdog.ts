// Notices a consumer that is stuck without an error: kafkajs then sends no heartbeat, fetches nothing, and reports no
// crash either. While it says that it crashes and restarts, as with Kafka away, it is alive.

export interface WatchdogOptions {
  /** Longer than a rebalance may take. */
  readonly silentMsMax: number;
  readonly now: () => number;
  readonly onStuck: (error: Error) => void;
}

const looksPerLimit = 10;

export class Watchdog {
  readonly #options: WatchdogOptions;
  #signOfLifeAtMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#signOfLifeAtMs = options.now();
  }

  start(): void {
    this.alive();
    const { silentMsMax, now, onStuck } = this.#options;
    this.#timer = setInterval(() => {
      if (now() - this.#signOfLifeAtMs <= silentMsMax) return;
      this.stop();
      onStuck(new Error(`no sign of life for ${silentMsMax} ms`));
    }, silentMsMax / looksPerLimit).unref();
  }

  /** A heartbeat, a join, a fetch, a crash that restarts. */
  alive(): void {
    this.#signOfLifeAtMs = this.#options.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
