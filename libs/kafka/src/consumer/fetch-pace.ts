// How soon after a fetch the next one may begin. A fetch asks for every partition of the consumer, and costs about what
// ten records do: without a pause a busy process would fetch each record alone. Pure.

/** Shorter than a fetch takes where little happens, so that nothing is later for it there. */
export const fetchEveryMs = 5;

export class FetchPace {
  #begunAtMs = -Infinity;

  begin(nowMs: number): void {
    this.#begunAtMs = nowMs;
  }

  /** Whole milliseconds until the next one; 0: at once. */
  waitMs(nowMs: number): number {
    return Math.max(0, Math.floor(this.#begunAtMs + fetchEveryMs - nowMs));
  }
}
