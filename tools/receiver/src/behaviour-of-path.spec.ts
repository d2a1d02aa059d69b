import { expect, it } from 'vitest';
import { behaviourOfPath } from './behaviour-of-path.js';

it.each([
  ['/', { kind: 'answer', status: 200, headers: {} }],
  ['/hook?status=503', { kind: 'answer', status: 503, headers: {} }],
  ['/?status=429&retry_after=5', { kind: 'answer', status: 429, headers: { 'retry-after': '5' } }],
  ['/?delay_ms=3000', { kind: 'answer', status: 200, headers: {}, delayMs: 3000 }],
  ['/?hang', { kind: 'hang' }],
])('%s', (path, behaviour) => {
  expect(behaviourOfPath(path)).toEqual(behaviour);
});

it.each(['/?status=99', '/?status=many', '/?status=', '/?delay_ms=-1'])('%s is 200 at once', (path) => {
  expect(behaviourOfPath(path)).toEqual({ kind: 'answer', status: 200, headers: {} });
});
