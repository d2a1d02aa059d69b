// What a subscription's own limits mean for its lane: how many POSTs at once, and when the next one may begin. Pure.
import type { Limits } from '../delivery/limits.js';
import { Pace } from './pace.js';

export class OwnLimits {
  readonly inFlightMax: number;
  readonly #limits: Limits;
  readonly #pace: Pace | undefined;

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

  /** Between two POSTs, as the rate allows them. */
  get intervalMs(): number {
    return this.#pace?.intervalMs ?? 0;
  }

  begin(nowMs: number): void {
    this.#pace?.begin(nowMs);
  }
}
