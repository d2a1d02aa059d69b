// What waits in a lane, the oldest first, with what it takes in memory.
import type { Delivery } from '../delivery/delivery.js';
import { Fifo } from './fifo.js';

export interface Queued {
  readonly delivery: Delivery;
  readonly sinceMs: number;
}

export interface QueueBounds {
  readonly queuedMax: number;
  readonly queuedBytesMax: number;
}

export class LaneQueue {
  readonly #queue = new Fifo<Queued>();
  #bytes = 0;

  get length(): number {
    return this.#queue.length;
  }

  get first(): Queued | undefined {
    return this.#queue.peek();
  }

  /** An empty queue has room for any delivery. */
  hasRoom({ bytes }: Delivery, { queuedMax, queuedBytesMax }: QueueBounds): boolean {
    if (this.length === 0) return true;
    return this.length < queuedMax && this.#bytes + bytes <= queuedBytesMax;
  }

  push(delivery: Delivery, sinceMs: number): void {
    this.#queue.push({ delivery, sinceMs });
    this.#bytes += delivery.bytes;
  }

  shift(): Delivery | undefined {
    const first = this.#queue.shift();
    if (first !== undefined) this.#bytes -= first.delivery.bytes;
    return first?.delivery;
  }

  /** Takes out what `isWanted` says; the rest keeps its order and its time. */
  takeWhere(isWanted: (delivery: Delivery) => boolean): Delivery[] {
    const taken: Delivery[] = [];
    for (let rest = this.length; rest > 0; rest -= 1) {
      const queued = this.#queue.shift();
      if (queued === undefined) break;
      if (!isWanted(queued.delivery)) this.#queue.push(queued);
      else {
        this.#bytes -= queued.delivery.bytes;
        taken.push(queued.delivery);
      }
    }
    return taken;
  }

  /** Takes out everything. */
  takeAll(): Delivery[] {
    const all: Delivery[] = [];
    for (let next = this.shift(); next !== undefined; next = this.shift()) all.push(next);
    return all;
  }
}
