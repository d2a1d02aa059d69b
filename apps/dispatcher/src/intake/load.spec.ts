import { expect, it } from 'vitest';
import { Load } from './load.js';

it('says when the bounds are reached, and again only well below them', () => {
  const changes: boolean[] = [];
  const load = new Load({ deliveriesMax: 10, bytesMax: 1_000 }, (over) => changes.push(over));
  const releases = Array.from({ length: 10 }, () => load.hold(10));
  expect(changes).toEqual([true]);
  releases[0]?.();
  releases[1]?.();
  expect(changes).toEqual([true]);
  releases[2]?.();
  expect(changes).toEqual([true, false]);
});

it('counts bytes as well as deliveries', () => {
  const changes: boolean[] = [];
  const load = new Load({ deliveriesMax: 10, bytesMax: 1_000 }, (over) => changes.push(over));
  const release = load.hold(1_000);
  expect(load.deliveries).toBe(1);
  release();
  expect(changes).toEqual([true, false]);
  expect(load.bytes).toBe(0);
});

it('gives a part a quarter, which counts in the whole', () => {
  const changes: string[] = [];
  const whole = new Load({ deliveriesMax: 8, bytesMax: 1_000 }, (over) => changes.push(`whole ${over}`));
  const part = whole.part((over) => changes.push(`part ${over}`));
  const releases = [part.hold(10), part.hold(10)];
  expect(changes).toEqual(['part true']);
  for (let count = 0; count < 6; count += 1) whole.hold(10);
  expect(changes).toEqual(['part true', 'whole true']);
  for (const release of releases) release();
  expect(changes).toEqual(['part true', 'whole true', 'part false']);
  expect([whole.deliveries, part.deliveries]).toEqual([6, 0]);
});

it('stops reading earlier while the process itself is what is slow', () => {
  const changes: boolean[] = [];
  const load = new Load({ deliveriesMax: 10_000, bytesMax: 1_000_000 }, (over) => changes.push(over));
  const look = (count: number, isSaturated: boolean): void => {
    for (let rest = count; rest > 0; rest -= 1) load.learn({ elapsedMs: 200, isSaturated });
  };
  look(20, false);
  for (let count = 0; count < 1_500; count += 1) load.hold(1);
  expect(load.isRoomy).toBe(true);
  look(30, true);
  expect(changes).toEqual([true]);
  expect(load.isRoomy).toBe(false);
});
