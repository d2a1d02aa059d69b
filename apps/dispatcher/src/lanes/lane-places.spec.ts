import { beforeEach, describe, expect, it } from 'vitest';
import { LaneWorld, trouble } from './lane-world.fixture.js';

const lookMs = 200;

let world: LaneWorld;
beforeEach(async () => {
  world = new LaneWorld({ inFlightMax: 32 });
  await world.prove();
  world.scheduler.look(lookMs);
});

const inFlight = (): number => world.scheduler.inFlightCount;

describe('one turn of the event loop', () => {
  it('takes the places that it gave back together, at its end', async () => {
    world.places.brief = 2;
    world.add(6);
    await world.inOneTurn(async () => {
      for (const { end } of world.begun.slice(0, 2)) await end();
      world.add(1);
      expect(world.begun).toHaveLength(2);
    });
    expect(world.begun).toHaveLength(4);
    await world.drain();
    expect(world.begun).toHaveLength(7);
  });

  it('takes the place of what made no POST at once', async () => {
    world.places.brief = 1;
    world.add(3);
    await world.inOneTurn(async () => {
      for (let count = 1; count <= 3; count += 1) {
        expect(world.begun).toHaveLength(count);
        await world.begun.at(-1)?.end({ health: 'none', delivered: false });
      }
    });
    expect(inFlight()).toBe(0);
  });

  it('keeps others away from a probe that is to begin at its end, as from one under way', async () => {
    for (let count = 0; count < 5; count += 1) {
      world.add(1);
      await world.begun.at(-1)?.end(trouble);
    }
    world.nowMs += 10_000;
    await world.inOneTurn(() => {
      world.add(3);
    });
    expect(world.begun).toHaveLength(6);
    expect(world.deferred.map(({ waitMs }) => waitMs >= 5_000)).toEqual([true, true]);
  });

  it('begins what it gave places to before a sweep of it hands on the rest', async () => {
    world.places.brief = 1;
    world.add(3);
    world.nowMs += 31_000;
    await world.inOneTurn(async () => {
      await world.begun[0]?.end();
      world.scheduler.sweep();
      expect(world.begun).toHaveLength(2);
    });
  });
});

describe('places of a process that has no time left', () => {
  it('are for few, and for what waits as soon as there are more', () => {
    world.places.brief = 1;
    world.add(2);
    expect([inFlight(), world.scheduler.queuedCount]).toEqual([1, 1]);
    world.places.brief = 2;
    world.sweep();
    expect([inFlight(), world.scheduler.queuedCount]).toEqual([2, 0]);
  });

  it('are there again for others when a POST takes long, and as many as before when it has ended', async () => {
    world.places.brief = 1;
    world.add(1);
    const [long] = world.begun;
    world.nowMs += 1_001;
    world.scheduler.look(lookMs);
    world.scheduler.look(lookMs);
    world.add(2);
    expect(inFlight()).toBe(2);
    await long?.end();
    world.add(1);
    expect(inFlight()).toBe(1);
  });

  it('take as long as a slow process makes them: what it does itself is not long', async () => {
    world.places.brief = 1;
    for (let count = 0; count < 2; count += 1) {
      world.add(1);
      await world.begun.at(-1)?.end();
    }
    world.add(2);
    world.nowMs += 300;
    world.scheduler.look(500);
    world.sweep();
    expect(inFlight()).toBe(1);
    world.nowMs += 701;
    world.scheduler.look(500);
    world.sweep();
    expect(inFlight()).toBe(2);
  });
});

describe('what waits for receivers', () => {
  it('is nothing of an endpoint that answers at once, however much is queued for it', () => {
    world.add(1_000);
    expect(world.scheduler.look(lookMs)).toBe(0);
  });

  it('is what takes long, and what waits behind it', () => {
    world.add(5);
    world.add(2, { subscriptionId: 'sub_2' });
    world.nowMs += 1_001;
    world.add(3, { subscriptionId: 'sub_3' });
    expect(world.scheduler.look(lookMs)).toBe(5 + 2);
  });

  it('is what its endpoint asked to wait with', async () => {
    world.add(5);
    await world.begun[0]?.end({ health: 'trouble', delivered: false, closeUntilMs: world.nowMs + 2_000 });
    await world.begun[1]?.end();
    expect(world.scheduler.look(lookMs)).toBe(3);
  });

  it('is what comes back after a while, until it has', async () => {
    world.add(1);
    const [first] = world.begun.slice(-1);
    await first?.end({
      ...{ health: 'trouble', delivered: false },
      again: { delivery: first.delivery, afterMs: 10_000 },
    });
    expect([inFlight(), world.scheduler.look(lookMs)]).toEqual([0, 1]);
    world.afterTimers();
    expect([inFlight(), world.scheduler.look(lookMs)]).toEqual([1, 0]);
  });
});
