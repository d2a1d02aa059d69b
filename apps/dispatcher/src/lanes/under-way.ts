// The POSTs of one lane that are under way.
import type { Delivery } from '../delivery/delivery.js';
import type { Standing } from './standing.js';

export interface Begun {
  readonly delivery: Delivery;
  /** Of its endpoint, when it began. */
  readonly standing: Standing;
  readonly atMs: number;
  /** Whether it was seen to take long. */
  isLong: boolean;
}

export class UnderWay {
  /** The oldest first. */
  readonly #begun = new Set<Begun>();

  get count(): number {
    return this.#begun.size;
  }

  begin(delivery: Delivery, standing: Standing, nowMs: number): Begun {
    const begun = { delivery, standing, atMs: nowMs, isLong: false };
    this.#begun.add(begun);
    return begun;
  }

  end(begun: Begun): void {
    this.#begun.delete(begun);
  }

  oldestAgeMs(nowMs: number): number {
    for (const { atMs } of this.#begun) return nowMs - atMs;
    return 0;
  }

  /** How many began before `beforeMs`; `onLong` is told of each of them once. */
  countLong(beforeMs: number, onLong: (begun: Begun) => void): number {
    let count = 0;
    for (const begun of this.#begun) {
      if (begun.atMs >= beforeMs) break;
      count += 1;
      if (!begun.isLong) onLong(begun);
      begun.isLong = true;
    }
    return count;
  }
}
