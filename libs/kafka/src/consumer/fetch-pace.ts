// How soon after a fetch the next one may begin. A fetch asks for every partition of the consumer, and costs about what
// ten records do: without a pause a busy process would fetch each record alone. The busier it is, the more a fetch
// should bring.

export const fetchPace = {
  /** Shorter than a fetch takes where little happens, so that nothing is late for it there. */
  shortestMs: 5,
  /** A process that has no time left is later than that anyway. */
  longestMs: 15,
  /** Up to this share of its time a process has enough left for the shortest. */
  easyShare: 0.7,
  /** Weight of the newest look at the event loop. */
  newestWeight: 0.1,
} as const;

export class FetchPace {
  readonly #look: () => number;
  #begunAtMs = -Infinity;
  #busyShare = 0;

  /** `look`: how busy the event loop was since the last look, 0 to 1. */
  constructor(look: () => number) {
    this.#look = look;
  }

  /** A fetch begins. */
  begin(nowMs: number): void {
    this.#begunAtMs = nowMs;
    this.#busyShare += fetchPace.newestWeight * (this.#look() - this.#busyShare);
  }

  /** Whole milliseconds until the next one; 0: at once. */
  waitMs(nowMs: number): number {
    return Math.max(0, Math.floor(this.#begunAtMs + this.#everyMs - nowMs));
  }

  get #everyMs(): number {
    const { shortestMs, longestMs, easyShare } = fetchPace;
    const strain = Math.max(0, (this.#busyShare - easyShare) / (1 - easyShare));
    return shortestMs + strain * (longestMs - shortestMs);
  }
}
