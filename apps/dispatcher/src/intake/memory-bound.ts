// How many deliveries may be in memory. What a receiver is slow with may wait in its lane; what this process itself is
// slow with waits in Kafka, where it takes no memory and no lane hands it on for its wait. It begins with few: a process
// that has just started is slow.

/** What one look at the process saw since the last one. */
export interface Passage {
  readonly elapsedMs: number;
  /** Whether the process was what set the speed: a receiver's or a broker's wait would have left it idle. */
  readonly isSaturated: boolean;
  /** Deliveries that left memory. */
  readonly left: number;
  /** Deliveries in memory that wait for a receiver, and not for the process. */
  readonly awaiting: number;
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
  learn({ left, awaiting, elapsedMs, isSaturated }: Passage): void {
    const passing = awaiting + (left * heldMs) / elapsedMs;
    const wanted = isSaturated ? this.#now + newestWeight * (passing - this.#now) : this.#now * growth;
    this.#now = Math.min(this.#deliveriesMax, Math.max(wanted, awaiting + deliveriesMin));
  }
}
