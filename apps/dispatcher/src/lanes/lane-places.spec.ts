import { beforeEach, describe, expect, it } from 'vitest';
import { LaneWorld } from './lane-world.fixture.js';

let world: LaneWorld;
beforeEach(async () => {
  world = new LaneWorld({ inFlightMax: 32 });
  await world.prove();
});

describe('places of a process that has no time left', () => {
  it('are for few, and for what waits as soon as there are more', () => {
    world.places.brief = 1;
    world.add(2);
    expect([world.scheduler.inFlightCount, world.scheduler.queuedCount]).toEqual([1, 1]);
    world.places.brief = 2;
    world.sweep();
    expect([world.scheduler.inFlightCount, world.scheduler.queuedCount]).toEqual([2, 0]);
  });

  it('are there again for others when the POSTs of one endpoint take long', () => {
    world.places.brief = 1;
    world.add(1);
    world.nowMs += 250;
    expect(world.scheduler.longInFlight.proven).toBe(0);
    world.nowMs += 1;
    expect(world.scheduler.longInFlight).toEqual({ proven: 1, unproven: 0, new: 0 });
    world.places.long = world.scheduler.longInFlight;
    world.add(1);
    expect(world.scheduler.inFlightCount).toBe(2);
  });
});

describe('what waits for receivers', () => {
  it('is what is under way, and what its endpoint does not take; not what waits for a place', () => {
    world.add(2);
    world.add(3);
    const underWay = world.scheduler.inFlightCount;
    expect(world.scheduler.awaitingCount).toBe(5);
    world = new LaneWorld({ inFlightMax: 32 }, 1);
    world.add(1, { subscriptionId: 'sub_2' });
    world.add(4);
    expect([underWay, world.scheduler.awaitingCount]).toEqual([2, 1]);
  });

  it('is also what comes back after a while', async () => {
    world.add(1);
    const [first] = world.begun.slice(-1);
    await first?.end({
      health: 'trouble',
      delivered: false,
      again: { delivery: first.delivery, afterMs: 10_000 },
    });
    expect([world.scheduler.inFlightCount, world.scheduler.awaitingCount]).toEqual([0, 1]);
  });
});
