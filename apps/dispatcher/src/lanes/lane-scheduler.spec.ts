import { beforeEach, describe, expect, it } from 'vitest';
import { delivery } from '../delivery/delivery.fixture.js';
import { delivered, LaneWorld, trouble } from './lane-world.fixture.js';

let world: LaneWorld;
beforeEach(() => {
  world = new LaneWorld();
});

describe('one lane', () => {
  it('begins one POST until the endpoint has answered, then as many as its limit', async () => {
    world.add(5);
    expect(world.begun).toHaveLength(1);
    await world.begun[0]?.end();
    expect(world.begun).toHaveLength(3);
    expect(world.scheduler.inFlightCount).toBe(2);
    expect(world.scheduler.queuedCount).toBe(2);
  });

  it('begins the deliveries in their order', async () => {
    const added = [delivery(), delivery(), delivery()];
    for (const each of added) world.scheduler.add(each);
    await world.drain();
    expect(world.begun.map((each) => each.delivery)).toEqual(added);
  });

  it('defers what would wait longer than the limit', async () => {
    await world.prove();
    world.add(2);
    world.nowMs += 2_000;
    world.add(4);
    expect(world.deferred.length).toBeGreaterThan(0);
    expect(world.deferred[0]?.waitMs).toBeGreaterThan(3_000);
  });

  it('defers what has waited longer than the limit', () => {
    world.add(5);
    world.nowMs += 3_001;
    world.scheduler.sweep();
    expect(world.deferred).toHaveLength(4);
    expect(world.scheduler.queuedCount).toBe(0);
  });

  it('keeps what it delivers before the shortest tier would bring it back, and less the fuller memory is', async () => {
    const kept: number[] = [];
    for (const leeway of [1, 0.5, 0]) {
      world = new LaneWorld();
      world.leeway = leeway;
      await world.prove();
      world.add(2);
      world.nowMs += 900;
      for (const { end } of world.begun.slice(0, 2)) await end();
      world.add(200);
      kept.push(world.scheduler.queuedCount);
      expect(world.scheduler.inFlightCount + world.scheduler.queuedCount + world.deferred.length).toBe(200);
    }
    // In 10, 6.5 and 3 s, two at a time, of which each takes 324 ms by now.
    expect(kept).toEqual([61, 40, 18]);
  });

  it('keeps the burst of an endpoint that has not answered yet: with each answer it takes more at once', () => {
    world = new LaneWorld({ inFlightMax: 32 });
    world.add(1);
    world.nowMs += 100;
    world.add(100);
    expect(world.deferred).toEqual([]);
    world.nowMs += 1_000;
    world.add(1);
    expect(world.deferred).toHaveLength(1);
  });

  it.each([
    ['a second at first', 1_000, undefined],
    ['several times what the process takes for a POST, as it is now', 600, 200],
    ['a quarter of a second of a quick process', 250, 20],
  ])('expects nothing of the first POST to a new endpoint for %s', (_, graceMs, elapsedMs) => {
    world.add(100);
    if (elapsedMs !== undefined) world.scheduler.look(elapsedMs);
    world.nowMs += graceMs - 1;
    world.add(1);
    expect(world.deferred).toHaveLength(0);
    world.nowMs += 1;
    world.add(1);
    expect(world.deferred).toHaveLength(1);
  });

  it('defers what a full lane cannot take', () => {
    world = new LaneWorld({ queuedMax: 2 });
    world.add(6);
    expect(world.deferred).toHaveLength(3);
  });

  it('is left alone for as long as it asked', async () => {
    world.add(1);
    await world.begun[0]?.end({ ...delivered, closeUntilMs: world.nowMs + 1_000 });
    world.add(1);
    expect(world.begun).toHaveLength(1);
    world.nowMs += 1_000;
    world.scheduler.sweep();
    expect(world.begun).toHaveLength(2);
  });

  it('gets no POST after five troubles in a row, then one probe, and opens again when that goes well', async () => {
    for (let index = 0; index < 5; index += 1) {
      world.add(1);
      await world.begun.at(-1)?.end(trouble);
    }
    world.add(1);
    expect(world.begun).toHaveLength(5);
    expect(world.deferred[0]?.waitMs).toBe(5_000);
    world.nowMs += 5_000;
    world.add(3);
    expect(world.begun).toHaveLength(6);
    await world.begun.at(-1)?.end(delivered);
    world.add(2);
    expect(world.begun.length).toBeGreaterThan(6);
  });

  it('keeps what is not settled, and what waits, while the fault is ours', async () => {
    world.mayDefer = false;
    world.add(2);
    await world.begun[0]?.end({
      ...{ health: 'none', delivered: false, closeUntilMs: world.nowMs + 10_000 },
      again: { delivery: delivery(), afterMs: 0 },
    });
    world.nowMs += 5_000;
    world.scheduler.sweep();
    world.add(1);
    expect(world.deferred).toEqual([]);
    expect(world.scheduler.queuedCount).toBe(3);
  });

  it('takes back after a while what is not settled', async () => {
    world.add(1);
    const [first] = world.begun;
    const again = delivery();
    await first?.end({ ...trouble, again: { delivery: again, afterMs: 10_000 } });
    expect([world.begun.length, world.scheduler.queuedCount]).toEqual([1, 0]);
    world.nowMs += 10_000;
    for (const { action } of world.timers) action();
    expect(world.begun.map((each) => each.delivery)).toEqual([first?.delivery, again]);
  });

  it('is forgotten when it has had nothing to do for a while', async () => {
    await world.prove();
    world.scheduler.sweep();
    expect(world.scheduler.laneCount).toBe(1);
    world.nowMs += 60_000;
    world.scheduler.sweep();
    expect(world.scheduler.laneCount).toBe(0);
  });

  it('is kept while its endpoint is down until what it refused has come back', async () => {
    world.add(5);
    await world.drain(trouble);
    world.nowMs += 60_000;
    world.add(1);
    await world.drain(trouble);
    const counts = [15 * 60_000, 59_999, 1].map((laterMs) => {
      world.nowMs += laterMs;
      world.scheduler.sweep();
      return world.scheduler.laneCount;
    });
    expect(counts).toEqual([1, 1, 0]);
  });
});

describe('several lanes', () => {
  it('take turns by account, however many lanes one of them has', async () => {
    world = new LaneWorld({}, 1);
    for (let lane = 0; lane < 10; lane += 1)
      world.add(2, { subscriptionId: `big_${lane}`, accountId: 'big' });
    world.add(2, { subscriptionId: 'small', accountId: 'small' });
    for (let index = 0; index < 6; index += 1) await world.begun[index]?.end();
    const accounts = world.begun.map((each) => each.delivery.destination.account_id);
    expect(accounts.filter((account) => account === 'small')).toHaveLength(2);
  });

  it('a hanging one does not hold another back', async () => {
    world.add(50, { subscriptionId: 'hanging' });
    world.add(1, { subscriptionId: 'healthy' });
    await world.of('healthy')[0]?.end();
    world.add(1, { subscriptionId: 'healthy' });
    expect(world.of('healthy')).toHaveLength(2);
  });

  it('keep to the cap of the whole process', async () => {
    world = new LaneWorld({}, 3);
    for (const id of ['a', 'b', 'c', 'd', 'e']) await world.prove(id);
    for (const id of ['a', 'b', 'c', 'd', 'e']) world.add(1, { subscriptionId: id });
    expect(world.scheduler.inFlightCount).toBe(3);
  });

  it('that hang leave places for the proven ones, however many they are', async () => {
    world = new LaneWorld({}, 16);
    await world.prove('healthy');
    for (let lane = 0; lane < 200; lane += 1) world.add(1, { subscriptionId: `hanging_${lane}` });
    expect(world.scheduler.inFlightCount).toBe(8);
    await world.drain(trouble);
    world.begun.length = 0;
    for (let lane = 0; lane < 200; lane += 1) world.add(1, { subscriptionId: `hanging_${lane}` });
    expect(world.scheduler.inFlightCount).toBe(4);
    world.add(2, { subscriptionId: 'healthy' });
    expect(world.of('healthy')).toHaveLength(2);
  });

  it('that find no place within the limit are handed on, and not kept until one is free', () => {
    world = new LaneWorld({}, 16);
    for (let lane = 0; lane < 200; lane += 1) world.add(2, { subscriptionId: `hanging_${lane}` });
    expect(world.scheduler.inFlightCount).toBe(8);
    world.nowMs += 3_001;
    world.sweep();
    expect(world.scheduler.queuedCount).toBe(0);
    expect(world.deferred).toHaveLength(392);
  });

  it('that are overdue in the same moment are handed on in parts, with turns for everything else between', () => {
    world = new LaneWorld({}, 16);
    for (let lane = 0; lane < 500; lane += 1) world.add(1, { subscriptionId: `hanging_${lane}` });
    world.nowMs += 3_001;
    world.scheduler.sweep();
    expect(world.deferred).toHaveLength(200);
    // The next one is due before the last one is through: it begins nothing of its own.
    world.scheduler.sweep();
    expect(world.deferred).toHaveLength(200);
    world.afterTimers();
    expect(world.deferred).toHaveLength(400);
    world.afterTimers();
    expect(world.deferred).toHaveLength(492);
    expect(world.timers).toHaveLength(0);
  });

  it('begin nothing while they may not, and wait for as long as ever afterwards', () => {
    [world.mayBegin, world.mayDefer] = [false, false];
    for (let lane = 0; lane < 5; lane += 1) world.add(2, { subscriptionId: `lane_${lane}` });
    world.nowMs += 5_000;
    world.scheduler.sweep();
    expect(world.begun).toHaveLength(0);
    [world.mayBegin, world.mayDefer] = [true, true];
    world.scheduler.reconsider();
    expect(world.begun).toHaveLength(5);
    world.nowMs += 3_000;
    world.scheduler.sweep();
    expect(world.deferred).toEqual([]);
    world.nowMs += 1;
    world.scheduler.sweep();
    expect(world.deferred).toHaveLength(5);
  });

  it('begin only what others have got already, while nothing else may', async () => {
    world = new LaneWorld({}, 2);
    for (const id of ['a', 'b']) await world.prove(id);
    const half = delivery({ subscriptionId: 'b' });
    half.event.isTouched = true;
    world.add(2, { subscriptionId: 'a' });
    world.scheduler.add(half);
    world.add(1, { subscriptionId: 'b' });
    world.mayBegin = false;
    world.scheduler.reconsider();
    await world.drain();
    expect(world.begun.map((each) => each.delivery).slice(2)).toEqual([half]);
    expect(world.scheduler.queuedCount).toBe(1);
  });

  it('hand on what others have got already when they are told to, and keep the rest in its order', async () => {
    await world.prove();
    world.add(2);
    const [first, half, last] = [delivery(), delivery(), delivery()];
    half.event.isTouched = true;
    for (const each of [first, half, last]) world.scheduler.add(each);
    world.scheduler.handOnHalfDone();
    expect(world.deferred.map((each) => each.delivery)).toEqual([half]);
    expect(world.scheduler.queuedCount).toBe(2);
    await world.drain();
    expect(world.begun.map((each) => each.delivery).slice(2)).toEqual([first, last]);
  });

  it('hand on after the stop what others have got already, and nothing else', () => {
    const half = delivery();
    half.event.isTouched = true;
    world.scheduler.stop();
    world.scheduler.add(delivery());
    world.scheduler.add(half);
    expect(world.deferred.map((each) => each.delivery)).toEqual([half]);
  });

  it('begin nothing after the stop, and give back what waits', async () => {
    world.add(5);
    expect(world.scheduler.stop()).toHaveLength(4);
    await world.begun[0]?.end();
    expect(world.begun).toHaveLength(1);
  });
});
