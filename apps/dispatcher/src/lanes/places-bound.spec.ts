import { expect, it } from 'vitest';
import { PlacesBound } from './places-bound.js';

/** Looks so many times at a process that is alike each time. */
function looks(bound: PlacesBound, count: number, isSaturated: boolean): number {
  for (let look = 0; look < count; look += 1) bound.learn(isSaturated);
  return bound.brief;
}

it('begins with few, and gives all to whoever is slow with them', () => {
  const bound = new PlacesBound(512);
  expect(bound.brief).toBe(64);
  expect(looks(bound, 1, false)).toBe(80);
  expect(looks(bound, 9, false)).toBe(512);
  expect(looks(bound, 100, false)).toBe(512);
});

it('comes down to few again while the process has no time left, step by step', () => {
  const bound = new PlacesBound(512);
  looks(bound, 10, false);
  expect(looks(bound, 1, true)).toBe(460);
  expect(looks(bound, 100, true)).toBe(64);
});

it('never gives more than the operator allows', () => {
  const bound = new PlacesBound(10);
  expect(bound.brief).toBe(10);
  expect([looks(bound, 10, true), looks(bound, 10, false)]).toEqual([10, 10]);
});
