// Lanes with a clock and receivers of the test's own: an attempt ends when the test ends it.
import type { Delivery } from '../delivery/delivery.js';
import { delivery } from '../delivery/delivery.fixture.js';
import type { Limits } from '../delivery/limits.js';
import type { AttemptEnd } from './attempt-end.js';
import type { LaneLimits, Refusal } from './lane.js';
import { LaneScheduler } from './lane-scheduler.js';

export const delivered: AttemptEnd = { health: 'well', delivered: true };
export const trouble: AttemptEnd = { health: 'trouble', delivered: false };

const laneLimits: LaneLimits = {
  ...{ inFlightMax: 2, queuedMax: 1_000, queuedBytesMax: 10_000_000 },
  ...{ waitMsMax: 3_000, movingWaitMsMax: 10_000 },
};

interface Begun {
  readonly delivery: Delivery;
  readonly end: (end?: AttemptEnd) => Promise<void>;
  ended: boolean;
}

export class LaneWorld {
  nowMs = 1_000_000;
  mayBegin = true;
  mayDefer = true;
  leeway = 1;
  readonly begun: Begun[] = [];
  /** Of every subscription. */
  limits: Limits | undefined;
  readonly deferred: ({ readonly delivery: Delivery } & Refusal)[] = [];
  readonly timers: { readonly atMs: number; readonly action: () => void }[] = [];
  readonly places: { readonly max: number; brief: number };
  readonly scheduler: LaneScheduler;
  readonly #turn: (() => void)[] = [];
  #isHeld = false;

  constructor(limits: Partial<LaneLimits> = {}, inFlightMax = 100) {
    this.places = { max: inFlightMax, brief: inFlightMax };
    this.scheduler = new LaneScheduler({
      limits: { ...laneLimits, ...limits },
      places: this.places,
      now: () => this.nowMs,
      random: () => 0.5,
      attempt: (each) => this.#attempt(each),
      defer: (each, refusal) => this.deferred.push({ delivery: each, ...refusal }),
      ...{ limitsOf: () => this.limits, leeway: () => this.leeway },
      later: (waitMs, action) => this.timers.push({ atMs: this.nowMs + waitMs, action }),
      atEndOfTurn: (action) => {
        this.#turn.push(action);
        if (!this.#isHeld) this.#endTurn();
      },
      ...{
        mayBegin: (each: Delivery) => this.mayBegin || each.event.isTouched,
        mayDefer: () => this.mayDefer,
      },
      onFatal: (error) => {
        throw error;
      },
    });
  }

  add(count: number, to: { subscriptionId?: string; accountId?: string } = {}): void {
    for (let index = 0; index < count; index += 1) this.scheduler.add(delivery(to));
  }

  /** To its end, whatever it hands on. */
  sweep(): void {
    this.scheduler.sweep();
    while (this.timers.length > 0) this.afterTimers();
  }

  /** All of it in one turn of the event loop. */
  async inOneTurn(work: () => void | Promise<void>): Promise<void> {
    this.#isHeld = true;
    await work();
    this.#isHeld = false;
    this.#endTurn();
  }

  /** Runs what was to be called later, whatever the clock says. */
  afterTimers(): void {
    for (const { action } of this.timers.splice(0)) action();
  }

  of(subscriptionId: string): Begun[] {
    return this.begun.filter((each) => each.delivery.destination.id === subscriptionId);
  }

  /** One delivery that goes well, so that the endpoint is proven. */
  async prove(subscriptionId = 'sub_1', accountId = 'acc_1'): Promise<void> {
    this.add(1, { subscriptionId, accountId });
    await this.of(subscriptionId).at(-1)?.end(delivered);
    this.begun.length = 0;
  }

  /** Ends everything under way, the oldest first, until nothing more begins. */
  async drain(end: AttemptEnd = delivered): Promise<void> {
    for (let next = this.#first(); next !== undefined; next = this.#first()) await next.end(end);
  }

  #endTurn(): void {
    for (const action of this.#turn.splice(0)) action();
  }

  #first(): Begun | undefined {
    return this.begun.find((each) => !each.ended);
  }

  #attempt(each: Delivery): Promise<AttemptEnd> {
    return new Promise((resolve) => {
      const begun: Begun = {
        delivery: each,
        ended: false,
        end: async (result = delivered) => {
          begun.ended = true;
          resolve(result);
          await Promise.resolve();
          await Promise.resolve();
        },
      };
      this.begun.push(begun);
    });
  }
}
