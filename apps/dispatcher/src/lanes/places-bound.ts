// How many brief POSTs may be under way. While this process itself sets the speed, more of them make each one later and
// none sooner, and what belongs to them outlives the young generation: it is copied, and collected dearly.
import type { Places } from './standing.js';

/** As many as keep the process busy when a receiver takes some milliseconds. */
const enough = 64;
/** Of what it was, at each look that finds no time left, and at each that finds some. */
const shrinking = 0.9;
const growing = 1.25;

export class PlacesBound implements Places {
  #brief: number;

  /** `max`: as the operator set it. */
  constructor(readonly max: number) {
    this.#brief = Math.min(max, enough);
  }

  get brief(): number {
    return Math.floor(this.#brief);
  }

  /** To be called some times a second. */
  learn(isSaturated: boolean): void {
    const wanted = isSaturated ? Math.max(enough, this.#brief * shrinking) : this.#brief * growing;
    this.#brief = Math.min(this.max, wanted);
  }
}
