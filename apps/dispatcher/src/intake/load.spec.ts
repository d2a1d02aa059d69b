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
