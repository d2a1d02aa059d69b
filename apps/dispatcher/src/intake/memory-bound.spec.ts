import { expect, it } from 'vitest';
import { MemoryBound, type Passage } from './memory-bound.js';

/** Looks so many times at a process that is alike each time. */
function looks(bound: MemoryBound, count: number, passed: Omit<Passage, 'elapsedMs'>): number {
  for (let look = 0; look < count; look += 1) bound.learn({ ...passed, elapsedMs: 200 });
  return bound.deliveries;
}

it('begins with what the operator allows', () => {
  expect(new MemoryBound(10_000).deliveries).toBe(10_000);
});

it('comes to hold what leaves in a second while the process has no time left', () => {
  const bound = new MemoryBound(10_000);
  expect(looks(bound, 1, { left: 400, busyShare: 1 })).toBeGreaterThan(7_000);
  expect(looks(bound, 30, { left: 400, busyShare: 1 })).toBeCloseTo(2_000, -1);
});

it('never holds more than the operator allows, nor so few that the process waits for a fetch', () => {
  expect(looks(new MemoryBound(10_000), 30, { left: 5_000, busyShare: 1 })).toBe(10_000);
  expect(looks(new MemoryBound(10_000), 30, { left: 0, busyShare: 1 })).toBe(1_000);
  expect(looks(new MemoryBound(500), 30, { left: 0, busyShare: 1 })).toBe(500);
});

it('grows again when receivers are what takes long', () => {
  const bound = new MemoryBound(10_000);
  looks(bound, 30, { left: 0, busyShare: 1 });
  expect(looks(bound, 1, { left: 0, busyShare: 0.5 })).toBe(1_250);
  expect(looks(bound, 20, { left: 0, busyShare: 0.5 })).toBe(10_000);
});
