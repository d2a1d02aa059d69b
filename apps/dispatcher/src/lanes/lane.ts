// A lane: the queue and the limits of one endpoint. It decides when a delivery may begin and when it would wait too
// long; what a delivery is, and where it goes then, is decided elsewhere.
import type { Delivery } from '../delivery/delivery.js';
import { AdaptiveLimit } from './adaptive-limit.js';
import { Breaker, breakerRules } from './breaker.js';
import { Fifo } from './fifo.js';
import { StandingRecord, type Standing } from './standing.js';

export interface LaneLimits {
  readonly inFlightMax: number;
  readonly queuedMax: number;
  readonly queuedBytesMax: number;
  /** A delivery that would wait longer than this is handed on instead. */
  readonly waitMsMax: number;
}

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
  /** The delivery is not settled: it goes back into its lane. */
  readonly again?: true;
}

export type Offered = { readonly taken: true } | { readonly taken: false; readonly waitMs: number };

interface Queued {
  readonly delivery: Delivery;
  readonly sinceMs: number;
}

/** Before the first answer; low, since what waits too long all the same is handed on by the sweep. */
const assumedLatencyMs = 1;
/** Weight of the newest answer in the mean latency. */
const newestWeight = 0.2;

export class Lane {
  /** The scheduler's note: in which rounds the lane takes part. */
  round: Standing | undefined;
  readonly #queue = new Fifo<Queued>();
  /** When each POST under way began, the oldest first. */
  readonly #begun = new Set<{ readonly atMs: number }>();
  readonly #limit: AdaptiveLimit;
  readonly #breaker: Breaker;
  readonly #record = new StandingRecord();
  #queuedBytes = 0;
  #latencyMs = assumedLatencyMs;
  #closedUntilMs = 0;
  #usedAtMs = 0;

  constructor(
    readonly endpoint: { readonly subscriptionId: string; readonly accountId: string },
    readonly limits: LaneLimits,
    random: () => number,
  ) {
    this.#limit = new AdaptiveLimit(limits.inFlightMax);
    this.#breaker = new Breaker(random);
  }

  get standing(): Standing {
    return this.#record.standing;
  }

  get breaker(): Breaker['state'] {
    return this.#breaker.state;
  }

  /** POSTs that it may have under way; one before the first answer, whatever it holds in store. */
  get inFlightMax(): number {
    return this.standing === 'new' ? 1 : this.#limit.value;
  }

  /** Whether nothing waits or is under way, and nothing that it knows would be missed. */
  isForgettable(nowMs: number, idleMs: number): boolean {
    const isIdle = this.#queue.length === 0 && this.#begun.size === 0;
    const keptMs = this.#breaker.state === 'closed' ? idleMs : 2 * breakerRules.longestOpenMs;
    return isIdle && nowMs - this.#usedAtMs >= keptMs;
  }

  /** Whether the first queued delivery may begin now. */
  canBegin(nowMs: number): boolean {
    if (this.#queue.length === 0 || nowMs < this.#closedUntilMs) return false;
    return this.#begun.size < this.inFlightMax && this.#breaker.allows(nowMs);
  }

  /** How long one more delivery would wait, from the queue, the limit, and how the endpoint answers lately. */
  expectedWaitMs(nowMs: number): number {
    const answersMs = Math.max(this.#latencyMs, this.#oldestAgeMs(nowMs));
    const places = this.#queue.length + this.#begun.size - this.inFlightMax + 1;
    const queueMs = places <= 0 ? 0 : (places * answersMs) / this.inFlightMax;
    return Math.max(queueMs, this.#closedUntilMs - nowMs, this.#breaker.waitMs(nowMs));
  }

  /** Whether the lane takes the delivery; if not, it would wait about so long. An open breaker takes its probe only. */
  offer(delivery: Delivery, nowMs: number): Offered {
    const waitMs = this.expectedWaitMs(nowMs);
    if (waitMs > this.limits.waitMsMax || !this.#hasRoom(delivery)) return { taken: false, waitMs };
    if (this.#breaker.state !== 'closed' && this.#queue.length > 0) return { taken: false, waitMs };
    this.put(delivery, nowMs);
    return { taken: true };
  }

  /** Queues the delivery whatever the limits say. */
  put(delivery: Delivery, nowMs: number): void {
    this.#queue.push({ delivery, sinceMs: nowMs });
    this.#queuedBytes += delivery.bytes;
    this.#usedAtMs = nowMs;
  }

  /** Takes the first queued delivery out; `ended` must be called when its attempt has ended. */
  begin(nowMs: number): {
    readonly delivery: Delivery;
    readonly ended: (end: AttemptEnd, nowMs: number) => void;
  } {
    const delivery = this.#shift();
    if (delivery === undefined) throw new Error('nothing is queued');
    const begun = { atMs: nowMs };
    this.#begun.add(begun);
    this.#breaker.begin();
    return {
      delivery,
      ended: (end, endMs) => {
        this.#begun.delete(begun);
        this.#usedAtMs = endMs;
        this.#learn(end, begun.atMs, endMs);
      },
    };
  }

  /** Takes out what waits too long: from the front, and everything while the breaker is open. */
  takeOverdue(nowMs: number): Delivery[] {
    const overdue: Delivery[] = [];
    const isOpen = this.#breaker.state !== 'closed' && !this.#breaker.allows(nowMs);
    for (;;) {
      const first = this.#queue.peek();
      if (first === undefined || !(isOpen || nowMs - first.sinceMs > this.limits.waitMsMax)) return overdue;
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

  #learn({ health, delivered, closeUntilMs }: AttemptEnd, begunAtMs: number, nowMs: number): void {
    if (closeUntilMs !== undefined) this.#closedUntilMs = Math.max(this.#closedUntilMs, closeUntilMs);
    if (health === 'none') {
      this.#breaker.undecided();
      return;
    }
    const durationMs = nowMs - begunAtMs;
    this.#latencyMs += newestWeight * (durationMs - this.#latencyMs);
    this.#record.add(delivered, durationMs);
    if (health === 'well') {
      this.#limit.raise();
      this.#breaker.well();
    } else {
      this.#limit.halve(begunAtMs, nowMs);
      this.#breaker.trouble(nowMs);
    }
  }

  #hasRoom({ bytes }: Delivery): boolean {
    const { queuedMax, queuedBytesMax } = this.limits;
    if (this.#queue.length === 0) return true;
    return this.#queue.length < queuedMax && this.#queuedBytes + bytes <= queuedBytesMax;
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
