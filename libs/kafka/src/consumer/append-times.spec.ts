import { expect, it } from 'vitest';
import { AppendTimes, notesMax } from './append-times.js';

it('tell when a record was appended, at most one batch too early', () => {
  const times = new AppendTimes();
  expect(times.of(5)).toBeUndefined();
  times.note(5, 1_000);
  times.note(10, 2_000);
  times.note(20, 3_000);
  expect([4, 5, 9, 10, 19].map((offset) => times.of(offset))).toEqual([
    undefined,
    1_000,
    1_000,
    2_000,
    2_000,
  ]);
  expect([20, 1_000].map((offset) => times.of(offset))).toEqual([3_000, 3_000]);
});

it('take a record that comes again for what it was', () => {
  const times = new AppendTimes();
  times.note(5, 1_000);
  times.note(5, 9_000);
  expect(times.of(5)).toBe(1_000);
});

it('keep a bounded number of notes while the lowest waits, and tell no record as younger than it is', () => {
  const times = new AppendTimes();
  const offsets = Array.from({ length: 10 * notesMax }, (_, index) => index);
  for (const offset of offsets) times.note(offset, offset);
  expect(times.noteCount).toBeLessThanOrEqual(notesMax);
  expect(times.of(0)).toBe(0);
  for (const offset of offsets.filter((each) => each % 97 === 0)) {
    const atMs = times.of(offset) ?? NaN;
    expect(atMs).toBeLessThanOrEqual(offset);
    expect(atMs).toBeGreaterThan(offset - offsets.length / 100);
  }
});
