// Whether an endpoint is worth a POST at all. Pure: the clock and the jitter come from outside.
//
//   closed --5 troubles in a row, or half of the last 20--> open --its time has passed--> one probe
//   probe --trouble--> open, twice as long (5 s … 5 min, ±20 %)     probe --well--> closed

export const breakerRules = {
  troublesInARow: 5,
  answersLookedAt: 20,
  troubledShare: 0.5,
  firstOpenMs: 5_000,
  longestOpenMs: 300_000,
  /** What waits for an endpoint that is down stays away for so long at most. */
  longestAwayMs: 1_800_000,
  jitterShare: 0.2,
} as const;

export type BreakerState = 'closed' | 'open' | 'probing';

export class Breaker {
  readonly #random: () => number;
  /** The last answers, true: trouble; the newest last. */
  #answers: boolean[] = [];
  #openMs: number = breakerRules.firstOpenMs;
  #openUntilMs: number | undefined;
  /** When it opened after it was closed. */
  #downFromMs = 0;
  #troubledAtMs = 0;
  #probing = false;

  /** `random`: from 0 to 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  get state(): BreakerState {
    if (this.#openUntilMs === undefined) return 'closed';
    return this.#probing ? 'probing' : 'open';
  }

  /** Whether a POST may begin: always while closed, one probe when the open time has passed. */
  allows(nowMs: number): boolean {
    if (this.#openUntilMs === undefined) return true;
    return !this.#probing && nowMs >= this.#openUntilMs;
  }

  /**
   * How long a delivery should stay away; 0 when a POST may begin. Until the next probe, and as long again as the endpoint
   * is down: what came back for each probe would be written every half minute, for days. A probe under way counts as its
   * whole open time.
   */
  waitMs(nowMs: number): number {
    if (this.allows(nowMs)) return 0;
    if (this.#probing) return this.#openMs;
    const awayMs = Math.min(this.downForMs(nowMs), breakerRules.longestAwayMs);
    return Math.max((this.#openUntilMs ?? 0) - nowMs, awayMs);
  }

  /** What a probe counts as, whether it is under way or about to begin; it doubles with each that is trouble. */
  get openMs(): number {
    return this.#openMs;
  }

  /** 0 while closed. */
  downForMs(nowMs: number): number {
    return this.#openUntilMs === undefined ? 0 : nowMs - this.#downFromMs;
  }

  /** A POST begins. */
  begin(): void {
    if (this.#openUntilMs !== undefined) this.#probing = true;
  }

  /** A POST went well. */
  well(): void {
    this.#answers.push(false);
    this.#trim();
    if (this.#openUntilMs === undefined) return;
    this.#openUntilMs = undefined;
    this.#probing = false;
    this.#openMs = breakerRules.firstOpenMs;
    this.#answers = [];
  }

  /** A POST was trouble. While open, only the probe's counts: the others began before. */
  trouble(nowMs: number): void {
    this.#answers.push(true);
    this.#trim();
    if (this.#openUntilMs === undefined) {
      if (!this.#isTooMuch()) return;
      this.#downFromMs = nowMs;
      this.#troubledAtMs = nowMs;
      this.#open(nowMs);
    } else if (this.#probing) {
      this.#openMs = Math.min(this.#openMs * 2, breakerRules.longestOpenMs);
      this.#learnOutage(nowMs);
      this.#open(nowMs);
    }
  }

  /** A POST that began has shown nothing: the next one may be the probe. */
  undecided(): void {
    this.#probing = false;
  }

  /** Nobody knows what a silence was: it counts for as long as the outage that was known, and two probes. */
  #learnOutage(nowMs: number): void {
    const knownMs = this.#troubledAtMs - this.#downFromMs;
    const silentMs = nowMs - this.#troubledAtMs;
    this.#downFromMs += Math.max(0, silentMs - knownMs - 2 * breakerRules.longestOpenMs);
    this.#troubledAtMs = nowMs;
  }

  #open(nowMs: number): void {
    const jitter = 1 + breakerRules.jitterShare * (2 * this.#random() - 1);
    this.#openUntilMs = nowMs + this.#openMs * jitter;
    this.#probing = false;
  }

  #isTooMuch(): boolean {
    const { troublesInARow, answersLookedAt, troubledShare } = breakerRules;
    const lastOnes = this.#answers.slice(-troublesInARow);
    if (lastOnes.length === troublesInARow && lastOnes.every(Boolean)) return true;
    const troubles = this.#answers.filter(Boolean).length;
    return this.#answers.length === answersLookedAt && troubles >= answersLookedAt * troubledShare;
  }

  #trim(): void {
    if (this.#answers.length > breakerRules.answersLookedAt) this.#answers.shift();
  }
}
