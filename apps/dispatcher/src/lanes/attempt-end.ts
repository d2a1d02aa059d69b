// What a lane is told of an attempt that has ended.
import type { Delivery } from '../delivery/delivery.js';

/** How an attempt ended, as far as its lane is concerned. */
export interface AttemptEnd {
  /**
   * `well`: the endpoint answered and is not in trouble, whatever the answer. `trouble`: no answer, 429 or 5xx.
   * `none`: no POST was made, or our own network is suspect.
   */
  readonly health: 'well' | 'trouble' | 'none';
  readonly delivered: boolean;
  /** The receiver asked to be left alone until then, ms since the epoch. */
  readonly closeUntilMs?: number;
  /** Not settled: so it goes back into its lane, at once or after a while. */
  readonly again?: Again;
}

export interface Again {
  readonly delivery: Delivery;
  readonly afterMs: number;
}
