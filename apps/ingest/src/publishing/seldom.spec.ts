import { expect, it } from 'vitest';
import { seldom } from './seldom.js';

it('reports once in the interval, and counts what it leaves out', () => {
  const reports: [string, number][] = [];
  let nowMs = 0;
  const report = seldom<string>(
    1_000,
    (what, leftOut) => reports.push([what, leftOut]),
    () => nowMs,
  );
  for (const what of ['a', 'b', 'c']) report(what);
  nowMs = 1_000;
  report('d');
  nowMs = 1_999;
  report('e');
  expect(reports).toEqual([
    ['a', 0],
    ['d', 2],
  ]);
});
