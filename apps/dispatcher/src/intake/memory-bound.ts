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
/** Of all that may be in memory: beyond it, what waits for receivers takes from the room for what passes. */
const awaitingShareMax = 0.7;
/** Growth at each look that finds time left. */
const growth = 1.25;

export class MemoryBound {
  readonly #deliveriesMax: number;
  /** What waits for receivers, and room for what passes. */
  #awaiting = 0;
  #passing: number;

  /** `deliveriesMax`: as the operator set it. */
  constructor(deliveriesMax: number) {
    this.#deliveriesMax = deliveriesMax;
    this.#passing = Math.min(deliveriesMax, deliveriesMin);
  }

  get deliveries(): number {
    return Math.min(this.#deliveriesMax, this.#awaiting + this.#passing);
  }

  /** How much of the room for what passes is taken when so many are in memory; from 1 on, there is none left. */
  shareOf(deliveries: number): number {
    const awaiting = Math.min(this.#awaiting, awaitingShareMax * this.#deliveriesMax);
    return (deliveries - awaiting) / (this.deliveries - awaiting);
  }

  /** To be called some times a second. */
  learn({ left, awaiting, elapsedMs, isSaturated }: Passage): void {
    const wanted = isSaturated
      ? this.#passing + newestWeight * ((left * heldMs) / elapsedMs - this.#passing)
      : this.#passing * growth;
    this.#passing = Math.min(this.#deliveriesMax, Math.max(wanted, deliveriesMin));
    this.#awaiting = awaiting;
  }
}
