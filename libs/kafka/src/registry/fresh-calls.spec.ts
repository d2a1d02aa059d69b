import { describe, expect, it } from 'vitest';
import { freshCalls } from './fresh-calls.js';

describe('fresh calls', () => {
  it('answers everybody by a call that began after the asking, with two calls at most', async () => {
    const open: ((answer: number) => void)[] = [];
    const ask = freshCalls(() => new Promise<number>((resolve) => open.push(resolve)));
    const first = ask();
    const [second, third] = [ask(), ask()];
    expect(open).toHaveLength(1);
    open[0]?.(1);
    expect(await first).toBe(1);
    await Promise.resolve();
    expect(open).toHaveLength(2);
    open[1]?.(2);
    expect(await Promise.all([second, third])).toEqual([2, 2]);
  });

  it('goes on after a failure', async () => {
    let calls = 0;
    const ask = freshCalls(() => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('away')) : Promise.resolve(calls);
    });
    const first = ask();
    const second = ask();
    await expect(first).rejects.toThrow('away');
    expect(await second).toBe(2);
    expect(await ask()).toBe(3);
  });
});
