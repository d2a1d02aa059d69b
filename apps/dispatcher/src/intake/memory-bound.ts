// How many deliveries may be in memory. What a receiver is slow with may wait in its lane; what this process itself is
// slow with waits in Kafka, where it takes no memory and no lane hands it on for its wait. It begins with few: a process that has just started is slow.
import type { Elapsed } from '../engine/loop-time.js';

/** What one look at the process saw since the last one. */
export interface Passage extends Elapsed {
  /** Deliveries that left memory. */
  readonly left: number;
}

/** What may wait for the process, in the time that it takes: several times that of a fetch. */
const heldMs = 300;
/** Fewer would let the process wait for its next fetch. */
const deliveriesMin = 500;
/** Weight of the newest look. */
const newestWeight = 0.25;
/** Growth at each look that finds time left. */
const growth = 1.25;

export class MemoryBound {
  readonly #deliveriesMax: number;
  #now: number;

  /** `deliveriesMax`: as the operator set it. */
  constructor(deliveriesMax: number) {
    this.#deliveriesMax = deliveriesMax;
    this.#now = Math.min(deliveriesMax, deliveriesMin);
  }

  get deliveries(): number {
    return this.#now;
  }

  /** To be called some times a second. */
  learn({ left, elapsedMs, isSaturated }: Passage): void {
    const wanted = isSaturated
      ? this.#now + newestWeight * ((left * heldMs) / elapsedMs - this.#now)
      : this.#now * growth;
    this.#now = Math.min(this.#deliveriesMax, Math.max(wanted, deliveriesMin));
  }
}
