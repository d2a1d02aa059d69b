// A lane: the queue and the limits of one endpoint. It decides when a delivery may begin and when it would wait too
// long; what a delivery is, and where it goes then, is decided elsewhere.
import type { Delivery } from '../delivery/delivery.js';
import { Fifo } from './fifo.js';

export interface LaneLimits {
  readonly inFlightMax: number;
  readonly queuedMax: number;
  readonly queuedBytesMax: number;
  /** A delivery that would wait longer than this is handed on instead. */
  readonly waitMsMax: number;
}

interface Queued {
  readonly delivery: Delivery;
  readonly sinceMs: number;
}

/** Before the first answer; low, since what waits too long all the same is handed on by the sweep. */
const assumedLatencyMs = 10;
/** Weight of the newest answer in the mean latency. */
const newestWeight = 0.2;

export class Lane {
  readonly #queue = new Fifo<Queued>();
  /** When each POST under way began, the oldest first. */
  readonly #begun = new Set<{ readonly atMs: number }>();
  #queuedBytes = 0;
  #latencyMs = assumedLatencyMs;
  #closedUntilMs = 0;

  constructor(
    readonly subscriptionId: string,
    readonly accountId: string,
    readonly limits: LaneLimits,
  ) {}

  get queuedCount(): number {
    return this.#queue.length;
  }

  get isIdle(): boolean {
    return this.#queue.length === 0 && this.#begun.size === 0;
  }

  /** Whether the first queued delivery may begin now. */
  canBegin(nowMs: number): boolean {
    return (
      this.#queue.length > 0 && this.#begun.size < this.limits.inFlightMax && nowMs >= this.#closedUntilMs
    );
  }

  /** How long one more delivery would wait, from the queue, the limit, and how the endpoint answers lately. */
  expectedWaitMs(nowMs: number): number {
    const answersMs = Math.max(this.#latencyMs, this.#oldestAgeMs(nowMs));
    const places = this.#queue.length + this.#begun.size - this.limits.inFlightMax + 1;
    const queueMs = places <= 0 ? 0 : (places * answersMs) / this.limits.inFlightMax;
    return Math.max(queueMs, this.#closedUntilMs - nowMs);
  }

  /** Whether the lane takes the delivery; if not, it would wait about so long. */
  offer(
    delivery: Delivery,
    nowMs: number,
  ): { readonly taken: true } | { readonly taken: false; waitMs: number } {
    const waitMs = this.expectedWaitMs(nowMs);
    const { queuedMax, queuedBytesMax, waitMsMax } = this.limits;
    const hasRoom = this.#queue.length < queuedMax && this.#queuedBytes + delivery.bytes <= queuedBytesMax;
    if (waitMs > waitMsMax || (!hasRoom && this.#queue.length > 0)) return { taken: false, waitMs };
    this.#queue.push({ delivery, sinceMs: nowMs });
    this.#queuedBytes += delivery.bytes;
    return { taken: true };
  }

  /** Takes the first queued delivery out; `ended` must be called when its POST has ended. */
  begin(nowMs: number): { readonly delivery: Delivery; readonly ended: (nowMs: number) => void } | undefined {
    const delivery = this.#shift();
    if (delivery === undefined) return undefined;
    const begun = { atMs: nowMs };
    this.#begun.add(begun);
    const ended = (endMs: number): void => {
      this.#begun.delete(begun);
      this.#latencyMs += newestWeight * (endMs - begun.atMs - this.#latencyMs);
    };
    return { delivery, ended };
  }

  /** Begins nothing before `untilMs`: the receiver asked for it. */
  closeUntil(untilMs: number): void {
    this.#closedUntilMs = Math.max(this.#closedUntilMs, untilMs);
  }

  /** Takes out the deliveries that have waited too long, the first ones first. */
  takeOverdue(nowMs: number): Delivery[] {
    const overdue: Delivery[] = [];
    for (;;) {
      const first = this.#queue.peek();
      if (first === undefined || nowMs - first.sinceMs <= this.limits.waitMsMax) return overdue;
      overdue.push(first.delivery);
      this.#shift();
    }
  }

  /** Takes out everything that waits. */
  takeAll(): Delivery[] {
    const all: Delivery[] = [];
    for (let next = this.#shift(); next !== undefined; next = this.#shift()) all.push(next);
    return all;
  }

  #shift(): Delivery | undefined {
    const first = this.#queue.shift();
    if (first !== undefined) this.#queuedBytes -= first.delivery.bytes;
    return first?.delivery;
  }

  #oldestAgeMs(nowMs: number): number {
    for (const { atMs } of this.#begun) return nowMs - atMs;
    return 0;
  }
}
