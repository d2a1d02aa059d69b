import { expect, it } from 'vitest';
import { Turns, type Waiting } from './turns.js';

const nowMs = 1_000_000;
const waiting: Waiting = { nowMs, fromMs: nowMs + 10_000, intervalMs: 2_000 };

/** As seen at `nowMs`, seconds. */
const given = (turns: Turns, count: number, at: Waiting = waiting): number[] =>
  Array.from({ length: count }, () => (turns.give(undefined, at) - nowMs) / 1_000);

it('follow each other as fast as the endpoint takes deliveries, behind what the lane has', () => {
  expect(given(new Turns(), 3)).toEqual([12, 14, 16]);
});

it('are kept, unless an earlier one is free: the row began anew', () => {
  const turns = new Turns();
  given(turns, 10);
  expect(turns.give(nowMs + 20_000, waiting)).toBe(nowMs + 20_000);
  expect(turns.give(nowMs + 3_600_000, waiting)).toBe(nowMs + 32_000);
});

it('come closer when the endpoint has become quicker: as many are ahead as before', () => {
  const turns = new Turns();
  given(turns, 45);
  expect(given(turns, 1, { nowMs, fromMs: nowMs, intervalMs: 1_000 })).toEqual([51]);
});

it('that were missed are not behind everybody', () => {
  const turns = new Turns();
  given(turns, 1_000);
  expect(turns.give(nowMs - 1, waiting)).toBe(nowMs + 12_000);
  expect(turns.give(nowMs - 1, waiting)).toBe(nowMs + 14_000);
});

it('know whether any is still to come', () => {
  const turns = new Turns();
  expect(turns.isAhead(nowMs)).toBe(false);
  given(turns, 1);
  expect([turns.isAhead(nowMs), turns.isAhead(nowMs + 12_000)]).toEqual([true, false]);
});
