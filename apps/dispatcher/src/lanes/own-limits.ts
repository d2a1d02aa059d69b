// What a subscription's own limits mean for its lane: how many POSTs at once, when the next one may begin, and when it
// is the turn of a delivery that the lane cannot take yet. Pure.
import type { Limits } from '../delivery/limits.js';
import { Pace } from './pace.js';
import { Turns } from './turns.js';

export interface TurnContext {
  readonly nowMs: number;
  readonly fromMs: number;
  /** How long the endpoint takes for one POST, when as many are under way as may be. */
  readonly answersMs: number;
}

export class OwnLimits {
  readonly inFlightMax: number;
  readonly #limits: Limits;
  readonly #pace: Pace | undefined;
  readonly #turns = new Turns();
  /** Of those that found no room when their turn had come; in the other row they would go behind everybody. */
  readonly #missedTurns = new Turns();

  constructor(limits: Limits) {
    this.#limits = limits;
    this.inFlightMax = limits.inFlightMax ?? Infinity;
    this.#pace = limits.perSecond === undefined ? undefined : new Pace(limits.perSecond);
  }

  /** Whether these are the limits. What is known of them would be missed, so that only others replace them. */
  are(limits: Limits): boolean {
    return this.#limits.inFlightMax === limits.inFlightMax && this.#limits.perSecond === limits.perSecond;
  }

  /** How long until a POST may begin that `ahead` others precede. */
  waitMs(ahead: number, nowMs: number): number {
    return this.#pace?.waitMs(ahead, nowMs) ?? 0;
  }

  begin(nowMs: number): void {
    this.#pace?.begin(nowMs);
  }

  /** Whether it knows something of the time after `nowMs`. */
  isAhead(nowMs: number): boolean {
    return this.waitMs(0, nowMs) > 0 || this.#turns.isAhead(nowMs) || this.#missedTurns.isAhead(nowMs);
  }

  /** When it is the turn of a delivery that waits at least until `fromMs`; `hasMs`: the turn it has, `undefined`: none. */
  turn(hasMs: number | undefined, { nowMs, fromMs, answersMs }: TurnContext): number {
    const free = { fromMs, intervalMs: Math.max(this.#pace?.intervalMs ?? 0, answersMs) };
    const isMissed = hasMs !== undefined && hasMs <= nowMs;
    return isMissed ? this.#missedTurns.give(undefined, free) : this.#turns.give(hasMs, free);
  }
}
