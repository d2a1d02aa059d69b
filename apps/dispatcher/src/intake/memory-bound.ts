// How many deliveries may be in memory. What a receiver is slow with may wait in its lane; what this process itself is
// slow with waits in Kafka, where it takes no memory and no lane hands it on for its wait.

/** What one look at the process saw since the last one. */
export interface Passage {
  /** Deliveries that left memory. */
  readonly left: number;
  readonly elapsedMs: number;
  /** Share of the time that the event loop was busy, 0 to 1. */
  readonly busyShare: number;
}

/** From here on the process is what sets the speed: a receiver's wait would leave the event loop idle. */
const saturatedShare = 0.95;
/** What may wait for the process, in the time that it takes: longer than kafkajs needs to read on after a pause. */
const heldMs = 1_000;
/** Fewer would let the process wait for its next fetch. */
const deliveriesMin = 1_000;
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
    this.#now = deliveriesMax;
  }

  get deliveries(): number {
    return this.#now;
  }

  /** To be called some times a second. */
  learn({ left, elapsedMs, busyShare }: Passage): void {
    const wanted =
      busyShare < saturatedShare
        ? this.#now * growth
        : this.#now + newestWeight * ((left * heldMs) / elapsedMs - this.#now);
    this.#now = Math.min(this.#deliveriesMax, Math.max(wanted, deliveriesMin));
  }
}
