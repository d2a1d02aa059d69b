// How many POSTs one endpoint gets at the same time. Starts low, grows by one for each round of answers that went
// well, is halved by trouble. Pure.

export const laneInFlight = { start: 2, min: 1, max: 32 } as const;

export class AdaptiveLimit {
  readonly #max: number;
  #value: number;
  #halvedAtMs = -Infinity;

  constructor(max: number = laneInFlight.max) {
    this.#max = max;
    this.#value = Math.min(laneInFlight.start, max);
  }

  /** Whole POSTs. */
  get value(): number {
    return Math.floor(this.#value);
  }

  /** What it will be when answers go on as they did: it rises to its bound until there is trouble. */
  get expected(): number {
    return this.#halvedAtMs === -Infinity ? this.#max : this.value;
  }

  /** In about how many rounds of answers so many more begin, when answers go on as they did. */
  rounds(count: number): number {
    if (this.#halvedAtMs !== -Infinity) return count / this.value;
    const rising = this.#max - this.#value;
    const untilMax = rising * (this.#value + rising / 2);
    return count <= untilMax
      ? Math.sqrt(this.#value ** 2 + 2 * count) - this.#value
      : rising + (count - untilMax) / this.#max;
  }

  /** An answer went well: `value` of them make one more place. */
  raise(): void {
    this.#value = Math.min(this.#max, this.#value + 1 / this.#value);
  }

  /** Trouble. POSTs that began before the last halving were part of the same trouble and do not halve again. */
  halve(begunAtMs: number, nowMs: number): void {
    if (begunAtMs < this.#halvedAtMs) return;
    this.#value = Math.max(laneInFlight.min, this.#value / 2);
    this.#halvedAtMs = nowMs;
  }
}
