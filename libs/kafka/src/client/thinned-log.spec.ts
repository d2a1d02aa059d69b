import { expect, it } from 'vitest';
import { thinned } from './thinned-log.js';

it('tells the same line once in a while, and how often it was left out', () => {
  let nowMs = 0;
  const told: unknown[] = [];
  const log = thinned((level, text, facts) => told.push([level, text, facts.left_out]), {
    everyMs: 5_000,
    now: () => nowMs,
  });
  for (nowMs = 0; nowMs < 10_000; nowMs += 100) log('error', 'Connection error', { namespace: 'Connection' });
  log('error', 'Connection error', { namespace: 'BrokerPool' });
  log('warn', 'another', { namespace: 'Connection' });
  expect(told).toEqual([
    ['error', 'Connection error', undefined],
    ['error', 'Connection error', 49],
    ['error', 'Connection error', undefined],
    ['warn', 'another', undefined],
  ]);
});

it('remembers a bounded number of lines', () => {
  const told: string[] = [];
  const log = thinned((_level, text) => told.push(text), { everyMs: 5_000, now: () => 0 });
  for (let line = 0; line <= 200; line += 1) log('error', `line ${line}`, {});
  log('error', 'line 200', {});
  log('error', 'line 0', {});
  expect(told).toHaveLength(202);
});
