// The scheduler with a clock and receivers of the test's own: an attempt ends when the test ends it.
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../delivery/delivery.js';
import { delivery } from '../delivery/delivery.fixture.js';
import type { LaneLimits } from './lane.js';
import { LaneScheduler, type AttemptEnd } from './lane-scheduler.js';

class World {
  nowMs = 1_000_000;
  readonly begun: { readonly delivery: Delivery; readonly end: (end?: AttemptEnd) => Promise<void> }[] = [];
  readonly deferred: { readonly delivery: Delivery; readonly waitMs: number }[] = [];
  readonly scheduler: LaneScheduler;

  constructor(limits: Partial<LaneLimits> = {}, inFlightMax = 100) {
    this.scheduler = new LaneScheduler({
      limits: { inFlightMax: 2, queuedMax: 1_000, queuedBytesMax: 10_000_000, waitMsMax: 3_000, ...limits },
      inFlightMax,
      now: () => this.nowMs,
      attempt: (each) => this.#attempt(each),
      defer: (each, waitMs) => this.deferred.push({ delivery: each, waitMs }),
      onFatal: (error) => {
        throw error;
      },
    });
  }

  add(count: number, to: { subscriptionId?: string; accountId?: string } = {}): void {
    for (let index = 0; index < count; index += 1) this.scheduler.add(delivery(to));
  }

  begunOf(subscriptionId: string): number {
    return this.begun.filter((each) => each.delivery.subscription.id === subscriptionId).length;
  }

  #attempt(each: Delivery): Promise<AttemptEnd> {
    return new Promise((resolve) => {
      const end = async (result: AttemptEnd = {}): Promise<void> => {
        resolve(result);
        await Promise.resolve();
        await Promise.resolve();
      };
      this.begun.push({ delivery: each, end });
    });
  }
}

describe('LaneScheduler', () => {
  it('begins no more than the lane’s limit, and the next one when one ends', async () => {
    const world = new World();
    world.add(4);
    expect(world.begun).toHaveLength(2);
    await world.begun[0]?.end();
    expect(world.begun).toHaveLength(3);
    expect(world.scheduler.inFlightCount).toBe(2);
    expect(world.scheduler.queuedCount).toBe(1);
  });

  it('begins the deliveries of one endpoint in their order', async () => {
    const world = new World({ inFlightMax: 1 });
    const added = [delivery(), delivery(), delivery()];
    for (const each of added) world.scheduler.add(each);
    for (const index of [0, 1, 2]) await world.begun[index]?.end();
    expect(world.begun.map((each) => each.delivery)).toEqual(added);
  });

  it('takes turns between accounts, however many lanes one of them has', () => {
    const world = new World({ inFlightMax: 10 }, 1);
    for (let lane = 0; lane < 10; lane += 1)
      world.add(2, { subscriptionId: `big_${lane}`, accountId: 'big' });
    world.add(2, { subscriptionId: 'small', accountId: 'small' });
    const order = (): string[] => world.begun.map((each) => each.delivery.subscription.account_id);
    return (async () => {
      for (let index = 0; index < 5; index += 1) await world.begun[index]?.end();
      expect(
        order()
          .slice(0, 5)
          .filter((account) => account === 'small'),
      ).toHaveLength(2);
    })();
  });

  it('does not let a hanging endpoint hold another one back', async () => {
    const world = new World();
    world.add(50, { subscriptionId: 'hanging' });
    world.add(1, { subscriptionId: 'healthy' });
    expect(world.begunOf('hanging')).toBe(2);
    expect(world.begunOf('healthy')).toBe(1);
    await world.begun.at(-1)?.end();
    world.add(1, { subscriptionId: 'healthy' });
    expect(world.begunOf('healthy')).toBe(2);
  });

  it('defers what would wait longer than the limit', () => {
    const world = new World();
    world.add(2);
    world.nowMs += 2_000;
    world.add(4);
    expect(world.deferred.length).toBeGreaterThan(0);
    expect(world.deferred[0]?.waitMs).toBeGreaterThan(3_000);
  });

  it('defers what has waited longer than the limit', () => {
    const world = new World();
    world.add(5);
    world.nowMs += 3_001;
    world.scheduler.sweep();
    expect(world.deferred).toHaveLength(3);
    expect(world.scheduler.queuedCount).toBe(0);
  });

  it('leaves an endpoint alone for as long as it asked', async () => {
    const world = new World();
    world.add(1);
    await world.begun[0]?.end({ closeUntilMs: world.nowMs + 1_000 });
    world.add(1);
    expect(world.begun).toHaveLength(1);
    world.nowMs += 1_000;
    world.scheduler.sweep();
    expect(world.begun).toHaveLength(2);
  });

  it('keeps to the cap of the whole process', () => {
    const world = new World({}, 3);
    for (let lane = 0; lane < 10; lane += 1) world.add(1, { subscriptionId: `sub_${lane}` });
    expect(world.begun).toHaveLength(3);
  });

  it('defers what a full lane cannot take', () => {
    const world = new World({ queuedMax: 2 });
    world.add(6);
    expect(world.deferred).toHaveLength(2);
  });

  it('forgets lanes that have nothing to do', async () => {
    const world = new World();
    world.add(1);
    await world.begun[0]?.end();
    world.scheduler.sweep();
    expect(world.scheduler.laneCount).toBe(0);
  });

  it('begins nothing after it was stopped, and gives back what waits', async () => {
    const world = new World();
    world.add(5);
    expect(world.scheduler.stop()).toHaveLength(3);
    await world.begun[0]?.end();
    expect(world.begun).toHaveLength(2);
  });
});
