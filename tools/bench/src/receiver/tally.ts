// What the receivers of a bench count, by path: deliveries, repeats, and how late they came.

/** Latencies in ms from the moment an event was due; `count` are first deliveries. */
export interface Tally {
  readonly count: number;
  readonly repeated: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  /** Of the first and the last delivery, ms since the epoch; 0 when there was none. */
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

export class Counter {
  readonly #seen = new Set<string>();
  readonly #latencies: number[] = [];
  #repeated = 0;
  #firstAtMs = 0;
  #lastAtMs = 0;

  /** `dueMs` is undefined for an event without a due time, whose latency is not counted. */
  add(id: string, dueMs: number | undefined, nowMs: number): void {
    if (this.#seen.has(id)) {
      this.#repeated += 1;
      return;
    }
    this.#seen.add(id);
    if (dueMs !== undefined) this.#latencies.push(nowMs - dueMs);
    if (this.#firstAtMs === 0) this.#firstAtMs = nowMs;
    this.#lastAtMs = nowMs;
  }

  tally(): Tally {
    const sorted = this.#latencies.sort((a, b) => a - b);
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return {
      ...{ count: this.#seen.size, repeated: this.#repeated },
      ...{ p50Ms: at(0.5), p99Ms: at(0.99), p999Ms: at(0.999) },
      ...{ firstAtMs: this.#firstAtMs, lastAtMs: this.#lastAtMs },
    };
  }
}
