// How many POSTs a second one endpoint gets by its subscription's limits. Pure. In any time of T seconds at most
// rate × (T + 0.05) + 1 POSTs begin: the 50 ms make up for timers that fire late, and are all the burst there is.

const lateMsMax = 50;

export class Pace {
  readonly perSecond: number;
  /** When the next POST is due if every one before it had begun on time. */
  #dueMs = -Infinity;

  constructor(perSecond: number) {
    this.perSecond = perSecond;
  }

  get intervalMs(): number {
    return 1_000 / this.perSecond;
  }

  /** How long until a POST may begin that `ahead` others precede; 0 or less: it may now. */
  waitMs(ahead: number, nowMs: number): number {
    const free = Math.max(this.#dueMs - lateMsMax, nowMs);
    return free + ahead * this.intervalMs - nowMs;
  }

  /** A POST begins. */
  begin(nowMs: number): void {
    this.#dueMs = Math.max(this.#dueMs, nowMs) + this.intervalMs;
  }
}
