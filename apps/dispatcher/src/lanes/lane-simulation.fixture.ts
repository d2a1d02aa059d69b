// A lane with a long queue on a simulated clock: what is handed on comes back after its tier's delay, as from Kafka,
// until all of it is delivered.
import { parseDurationLabel } from '@posthorn/contracts';
import { defaultRetryPolicy, tierAfter } from '@posthorn/delivery';
import { delivery } from '../delivery/delivery.fixture.js';
import type { Delivery, DeliveryHistory } from '../delivery/delivery.js';
import type { Limits } from '../delivery/limits.js';
import { Endings } from '../settle/endings.js';
import { Unsent } from '../settle/unsent.js';
import type { AttemptEnd } from './attempt-end.js';
import { LaneScheduler } from './lane-scheduler.js';

interface Timed {
  readonly atMs: number;
  readonly action: () => void;
}

export class LaneSimulation {
  nowMs = 0;
  limits: Limits | undefined;
  leeway = 1;
  readonly beganMs: number[] = [];
  readonly deliveredMs: number[] = [];
  handedOn = 0;
  /** The endpoint answers nothing well until then. */
  downUntilMs = 0;
  /** The endpoint asks for a pause until then. */
  closedUntilMs = 0;
  inFlight = 0;
  inFlightMost = 0;
  /** By second, so that the next moment is found without a search. */
  readonly #timed = new Map<number, Timed[]>();
  /** What is to happen when the clock moves on. */
  readonly #turn: (() => void)[] = [];
  readonly #latencyMs: number;
  readonly #lanes: LaneScheduler;
  readonly #endings: Endings;

  constructor(limits: Limits | undefined, latencyMs: number) {
    this.limits = limits;
    this.#latencyMs = latencyMs;
    const now = (): number => this.nowMs;
    this.#endings = new Endings({
      now,
      count: () => undefined,
      handOn: {
        toTier: (...given) => {
          this.#handOn(...given);
        },
        toPaced: () => undefined,
        toDeadLetters: () => undefined,
      },
    });
    const unsent = new Unsent({ endings: this.#endings, policy: defaultRetryPolicy, now });
    this.#lanes = new LaneScheduler({
      limits: {
        ...{ inFlightMax: 32, queuedMax: 10_000, queuedBytesMax: 1e9 },
        ...{ waitMsMax: 3_000, movingWaitMsMax: 10_000 },
      },
      places: { max: 512, brief: 512 },
      ...{ now, random: () => 0.5, mayBegin: () => true },
      mayDefer: () => true,
      ...{ limitsOf: () => this.limits, leeway: () => this.leeway },
      later: (waitMs, action) => {
        this.#after(waitMs, action);
      },
      atEndOfTurn: (action) => this.#turn.push(action),
      attempt: (each) => this.#attempt(each),
      defer: (each, refusal) => {
        unsent.defer(each, refusal);
      },
      onFatal: (error) => {
        throw error;
      },
    });
  }

  add(count: number): void {
    const paced: Delivery = delivery({ limitsHoldHere: this.limits !== undefined });
    for (let index = 0; index < count; index += 1) this.#lanes.add({ ...paced });
    this.#endTurn();
  }

  /** Until `count` POSTs have begun, or the time is over. */
  async run(count: number, untilMs: number): Promise<void> {
    while (this.beganMs.length < count && this.nowMs < untilMs) {
      const second = Math.floor(this.nowMs / 1_000);
      while (this.#timed.has(second)) await this.#runSecond(second);
      this.nowMs = (second + 1) * 1_000;
      this.#lanes.sweep();
      this.#endTurn();
    }
  }

  /** What begins at its end may end in it, too. */
  async #runSecond(second: number): Promise<void> {
    for (const due of this.#take(second)) {
      if (due.atMs !== this.nowMs) this.#endTurn();
      this.nowMs = due.atMs;
      due.action();
      await Promise.resolve();
      await Promise.resolve();
    }
    this.#endTurn();
  }

  #endTurn(): void {
    for (const action of this.#turn.splice(0)) action();
  }

  *#take(second: number): Generator<Timed> {
    for (let due = this.#timed.get(second); due !== undefined; due = this.#timed.get(second)) {
      this.#timed.delete(second);
      yield* due.sort((a, b) => a.atMs - b.atMs);
    }
  }

  #after(waitMs: number, action: () => void): void {
    const atMs = this.nowMs + Math.max(1, waitMs);
    const second = Math.floor(atMs / 1_000);
    const others = this.#timed.get(second);
    if (others === undefined) this.#timed.set(second, [{ atMs, action }]);
    else others.push({ atMs, action });
  }

  #handOn(each: Delivery, tierLabel: string, history: DeliveryHistory): void {
    this.handedOn += 1;
    this.#after(parseDurationLabel(tierLabel) ?? 0, () => {
      this.#lanes.add({ ...each, history });
    });
  }

  #attempt(each: Delivery) {
    this.beganMs.push(this.nowMs);
    this.inFlight += 1;
    this.inFlightMost = Math.max(this.inFlightMost, this.inFlight);
    return new Promise<AttemptEnd>((resolve) => {
      this.#after(this.#latencyMs, () => {
        this.inFlight -= 1;
        resolve(this.nowMs < this.downUntilMs ? this.#failed(each) : this.#delivered());
      });
    });
  }

  #delivered(): AttemptEnd {
    this.deliveredMs.push(this.nowMs);
    return { health: 'well', delivered: true, closeUntilMs: this.closedUntilMs };
  }

  #failed(each: Delivery): AttemptEnd {
    const attempts = each.history.attempts + 1;
    const history = { ...this.#endings.aged(each.history), attempts };
    this.#endings.retried(each, tierAfter(attempts, defaultRetryPolicy.tiers).label, history);
    return { health: 'trouble', delivered: false };
  }
}
