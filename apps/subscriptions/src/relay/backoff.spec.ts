import { expect, it } from 'vitest';
import { backoffMs } from './backoff.js';

it('doubles up to a bound', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1_000].map(backoffMs)).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
  ]);
});
