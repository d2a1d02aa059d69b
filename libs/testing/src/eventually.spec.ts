import { expect, it } from 'vitest';
import { eventually } from './eventually.js';

it('gives the first result that is neither false nor undefined', async () => {
  const results = [undefined, false, 0];
  expect(await eventually(() => results.shift(), { intervalMs: 1 })).toBe(0);
});

it('waits while the condition throws', async () => {
  let looks = 0;
  const third = eventually(
    () => {
      looks += 1;
      if (looks < 3) throw new Error('not yet');
      return looks;
    },
    { intervalMs: 1 },
  );
  expect(await third).toBe(3);
});

it('says what it waited for, for how long, and the last failure', async () => {
  const never = eventually(
    () => {
      throw new Error('no route');
    },
    { timeoutMs: 5, intervalMs: 1, what: 'the receiver' },
  );
  await expect(never).rejects.toThrow('the receiver: not met within 5 ms: no route');
});
