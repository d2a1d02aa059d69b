import { describe, expect, it } from 'vitest';
import { MemoryBound, type Passage } from './memory-bound.js';

type Seen = Pick<Passage, 'left' | 'isSaturated'> & { readonly awaiting?: number };

/** Looks so many times at a process that is alike each time. */
function looks(bound: MemoryBound, count: number, seen: Seen): number {
  for (let look = 0; look < count; look += 1) bound.learn({ awaiting: 0, ...seen, elapsedMs: 200 });
  return bound.deliveries;
}

it('begins with few, or fewer when the operator allows no more', () => {
  expect(new MemoryBound(10_000).deliveries).toBe(500);
  expect(new MemoryBound(100).deliveries).toBe(100);
});

it('comes to hold what leaves in 300 ms while the process has no time left', () => {
  const bound = new MemoryBound(10_000);
  looks(bound, 20, { left: 400, isSaturated: false });
  expect(looks(bound, 1, { left: 800, isSaturated: true })).toBeGreaterThan(7_000);
  expect(looks(bound, 30, { left: 800, isSaturated: true })).toBeCloseTo(1_200, -1);
});

it('never holds more than the operator allows, nor so few that the process waits for a fetch', () => {
  expect(looks(new MemoryBound(10_000), 30, { left: 10_000, isSaturated: true })).toBe(10_000);
  expect(looks(new MemoryBound(10_000), 30, { left: 0, isSaturated: true })).toBe(500);
  expect(looks(new MemoryBound(200), 30, { left: 0, isSaturated: true })).toBe(200);
});

it('grows again when receivers are what takes long', () => {
  const bound = new MemoryBound(10_000);
  looks(bound, 30, { left: 0, isSaturated: true });
  expect(looks(bound, 1, { left: 0, isSaturated: false })).toBe(625);
  expect(looks(bound, 20, { left: 0, isSaturated: false })).toBe(10_000);
});

describe('what waits for receivers', () => {
  const busy = { left: 800, isSaturated: true, awaiting: 2_000 };

  it('is in memory beside what passes', () => {
    const bound = new MemoryBound(10_000);
    expect(looks(bound, 30, busy)).toBeCloseTo(3_200, -1);
    expect(looks(bound, 1, { ...busy, awaiting: 4_000 })).toBeCloseTo(5_200, -1);
    expect(looks(bound, 1, { ...busy, awaiting: 20_000 })).toBe(10_000);
  });

  it('takes nothing of the room for what passes, unless that is all there is', () => {
    const bound = new MemoryBound(10_000);
    looks(bound, 30, busy);
    expect([2_000, 2_600, 3_200].map((held) => Math.round(bound.shareOf(held) * 10))).toEqual([0, 5, 10]);
    looks(bound, 1, { ...busy, awaiting: 9_900 });
    expect([7_000, 8_500, 10_000].map((held) => bound.shareOf(held))).toEqual([0, 0.5, 1]);
  });
});
