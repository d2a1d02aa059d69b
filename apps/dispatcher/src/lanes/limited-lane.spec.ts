// A limited lane with a long queue, through days of a simulated clock: what the lane refuses comes back after its
// tier's delay, as from Kafka, until all of it is delivered.
import { defaultRetryPolicy, tierForWait } from '@posthorn/delivery';
import { describe, expect, it } from 'vitest';
import { delivery } from '../delivery/delivery.fixture.js';
import { untried, type Delivery } from '../delivery/delivery.js';
import type { Limits } from '../delivery/limits.js';
import type { AttemptEnd } from './lane.js';
import { LaneScheduler } from './lane-scheduler.js';

interface Timed {
  readonly atMs: number;
  readonly action: () => void;
}

class Simulation {
  nowMs = 0;
  limits: Limits | undefined;
  readonly beganMs: number[] = [];
  handedOn = 0;
  /** The endpoint asks for a pause until then. */
  closedUntilMs = 0;
  inFlight = 0;
  inFlightMost = 0;
  /** By second, so that the next moment is found without a search. */
  readonly #timed = new Map<number, Timed[]>();
  readonly #latencyMs: number;
  readonly #lanes: LaneScheduler;

  constructor(limits: Limits, latencyMs: number) {
    this.limits = limits;
    this.#latencyMs = latencyMs;
    this.#lanes = new LaneScheduler({
      limits: {
        ...{ inFlightMax: 32, queuedMax: 10_000, queuedBytesMax: 1e9 },
        ...{ waitMsMax: 3_000, turnWaitMsMax: 10_000 },
      },
      ...{ inFlightMax: 512, now: () => this.nowMs, random: () => 0.5, mayDefer: () => true },
      limitsOf: () => this.limits,
      later: (waitMs, action) => {
        this.#after(waitMs, action);
      },
      attempt: () => this.#attempt(),
      defer: (each, { waitMs, turnAtMs }) => {
        this.handedOn += 1;
        const { turn } = each.history;
        const given = { sinceMs: 0, atMs: turnAtMs ?? turn?.atMs ?? 0 };
        this.#after(tierForWait(waitMs, defaultRetryPolicy.tiers).delayMs, () => {
          this.#lanes.add({ ...each, history: { ...untried, turn: given } });
        });
      },
      onFatal: (error) => {
        throw error;
      },
    });
  }

  add(count: number): void {
    const paced: Delivery = delivery({ limitsHoldHere: true });
    for (let index = 0; index < count; index += 1) this.#lanes.add({ ...paced });
  }

  /** Until `count` POSTs have begun, or the time is over. */
  async run(count: number, untilMs: number): Promise<void> {
    while (this.beganMs.length < count && this.nowMs < untilMs) {
      const second = Math.floor(this.nowMs / 1_000);
      for (const due of this.#take(second)) {
        this.nowMs = due.atMs;
        due.action();
        await Promise.resolve();
      }
      this.nowMs = (second + 1) * 1_000;
      this.#lanes.sweep();
    }
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

  #attempt() {
    this.beganMs.push(this.nowMs);
    this.inFlight += 1;
    this.inFlightMost = Math.max(this.inFlightMost, this.inFlight);
    return new Promise<AttemptEnd>((resolve) => {
      this.#after(this.#latencyMs, () => {
        this.inFlight -= 1;
        resolve({ health: 'well', delivered: true, closeUntilMs: this.closedUntilMs });
      });
    });
  }
}

const hourMs = 3_600_000;

describe('a limited lane', () => {
  it('is busy all the time with a long queue at a slow rate, and writes each delivery a few times', async () => {
    const simulation = new Simulation({ inFlightMax: undefined, perSecond: 0.1 }, 50);
    simulation.add(8_000);
    await simulation.run(8_000, 30 * hourMs);
    expect(simulation.beganMs).toHaveLength(8_000);
    const tookMs = simulation.beganMs.at(-1) ?? 0;
    expect(tookMs).toBeLessThan(1.02 * 8_000 * 10_000);
    expect(simulation.handedOn / 8_000).toBeLessThan(15);
  });

  it('takes a wider rate up with what waits already', async () => {
    const simulation = new Simulation({ inFlightMax: undefined, perSecond: 0.1 }, 50);
    simulation.add(8_000);
    await simulation.run(720, 2 * hourMs - 60_000);
    simulation.limits = { inFlightMax: undefined, perSecond: 2 };
    await simulation.run(8_000, 30 * hourMs);
    const tookMs = (simulation.beganMs.at(-1) ?? 0) - 2 * hourMs;
    expect(tookMs).toBeLessThan(1.05 * 7_280 * 500);
  });

  it('goes on where it was after a pause, though every turn is late then', async () => {
    const simulation = new Simulation({ inFlightMax: undefined, perSecond: 0.5 }, 50);
    simulation.add(8_000);
    await simulation.run(1_000, hourMs);
    simulation.closedUntilMs = simulation.nowMs + 2 * hourMs;
    await simulation.run(8_000, 30 * hourMs);
    expect(simulation.beganMs).toHaveLength(8_000);
    const tookMs = (simulation.beganMs.at(-1) ?? 0) - 2 * hourMs;
    expect(tookMs).toBeLessThan(1.02 * 8_000 * 2_000);
    expect(simulation.handedOn / 8_000).toBeLessThan(25);
  });

  it('never has more under way than its limit', async () => {
    const simulation = new Simulation({ inFlightMax: 3, perSecond: undefined }, 400);
    simulation.add(2_000);
    await simulation.run(2_000, hourMs);
    expect(simulation.beganMs).toHaveLength(2_000);
    expect(simulation.inFlightMost).toBe(3);
    expect(simulation.beganMs.at(-1)).toBeLessThan((1.05 * 2_000 * 400) / 3);
  });
});
