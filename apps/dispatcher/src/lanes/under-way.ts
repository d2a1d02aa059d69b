// The POSTs of one lane that are under way. They are links of a chain and no members of a `Set`: one that has outlived the
// young generation of V8's heap makes each of its next tables in the old one, and a table that it has left behind keeps
// what stood in it, with all that belongs to a delivery, until the next full garbage collection.
import type { Delivery } from '../delivery/delivery.js';
import type { Standing } from './standing.js';

export interface Begun {
  readonly delivery: Delivery;
  /** Of its endpoint, when it began. */
  readonly standing: Standing;
  readonly atMs: number;
  /** Whether it was seen to take long. */
  isLong: boolean;
  /** The chain's own: the one that began before it, and the one that began after it. */
  earlier: Begun | undefined;
  later: Begun | undefined;
}

export class UnderWay {
  #oldest: Begun | undefined;
  #newest: Begun | undefined;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  begin(delivery: Delivery, standing: Standing, nowMs: number): Begun {
    const earlier = this.#newest;
    const begun: Begun = { delivery, standing, atMs: nowMs, isLong: false, earlier, later: undefined };
    if (earlier === undefined) this.#oldest = begun;
    else earlier.later = begun;
    this.#newest = begun;
    this.#count += 1;
    return begun;
  }

  /** To be called once. It lets go of its neighbours: what has ended must not keep others in memory. */
  end(begun: Begun): void {
    const { earlier, later } = begun;
    if (earlier === undefined) this.#oldest = later;
    else earlier.later = later;
    if (later === undefined) this.#newest = earlier;
    else later.earlier = earlier;
    begun.earlier = undefined;
    begun.later = undefined;
    this.#count -= 1;
  }

  oldestAgeMs(nowMs: number): number {
    return this.#oldest === undefined ? 0 : nowMs - this.#oldest.atMs;
  }

  /** How many began before `beforeMs`; `onLong` is told of each of them once. */
  countLong(beforeMs: number, onLong: (begun: Begun) => void): number {
    let count = 0;
    for (let begun = this.#oldest; begun !== undefined && begun.atMs < beforeMs; begun = begun.later) {
      count += 1;
      if (!begun.isLong) onLong(begun);
      begun.isLong = true;
    }
    return count;
  }
}
