import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { answerInOrder } from './answer-in-order.js';

/** A stream of numbers whose answers are given and let go by hand. */
function stage(count: number, unansweredMax = 3) {
  const read: number[] = [];
  const written: number[] = [];
  const settle = new Map<number, { resolve: (answer: number) => void; reject: (reason: unknown) => void }>();
  let letGo: () => void = () => undefined;
  let isHeldUp = false;
  const events = {
    next: () => {
      if (read.length === count) return Promise.resolve({ done: true as const, value: undefined });
      read.push(read.length);
      return Promise.resolve({ value: read.length - 1 });
    },
  };
  const ended = answerInOrder<number, number>({
    events,
    unansweredMax,
    answer: (event) => new Promise((resolve, reject) => settle.set(event, { resolve, reject })),
    write: async (answer) => {
      if (isHeldUp) await new Promise<void>((resolve) => (letGo = resolve));
      written.push(answer);
    },
  });
  return {
    ...{ read, written, ended },
    answer: async (event: number) => {
      settle.get(event)?.resolve(event);
      await turn();
    },
    refuse: async (event: number) => {
      settle.get(event)?.reject(new Error(`no ${event}`));
      await turn();
    },
    holdUp: () => (isHeldUp = true),
    letGo: async () => {
      isHeldUp = false;
      letGo();
      await turn();
    },
  };
}

describe('answerInOrder', () => {
  it('answers in the order of the events, whichever is ready first', async () => {
    const { answer, written, ended } = stage(3, 10);
    await turn();
    await answer(2);
    await answer(1);
    expect(written).toEqual([]);
    await answer(0);
    expect(written).toEqual([0, 1, 2]);
    await ended;
  });

  it('reads no more than the bound while nothing is answered', async () => {
    const { answer, read, ended } = stage(5);
    await turn();
    expect(read).toHaveLength(3);
    await answer(1);
    expect(read).toHaveLength(3);
    await answer(0);
    expect(read).toHaveLength(5);
    for (const event of [2, 3, 4]) await answer(event);
    await ended;
  });

  it('reads no more than the bound while no answer leaves', async () => {
    const { answer, holdUp, letGo, read, written, ended } = stage(5);
    await turn();
    holdUp();
    for (const event of [0, 1, 2]) await answer(event);
    expect([read.length, written]).toEqual([3, []]);
    await letGo();
    expect(written).toEqual([0, 1, 2]);
    for (const event of [3, 4]) await answer(event);
    await ended;
    expect(written).toEqual([0, 1, 2, 3, 4]);
  });

  it('ends with the first failure: what was before it is answered, and nothing after it', async () => {
    const { answer, refuse, read, written, ended } = stage(100);
    const ending = expect(ended).rejects.toThrow('no 1');
    await turn();
    await refuse(1);
    await answer(2);
    expect(written).toEqual([]);
    await answer(0);
    await ending;
    expect(written).toEqual([0]);
    expect(read.length).toBeLessThanOrEqual(4);
  });

  it('ends with a failure also while it waits for the next event', async () => {
    const waiting = { next: () => new Promise<never>(() => undefined) };
    let isFirst = true;
    const events = {
      next: () => {
        if (!isFirst) return waiting.next();
        isFirst = false;
        return Promise.resolve({ value: 1 });
      },
    };
    const ended = answerInOrder({
      events,
      unansweredMax: 3,
      answer: () => Promise.reject(new Error('away')),
      write: () => Promise.resolve(),
    });
    await expect(ended).rejects.toThrow('away');
  });

  it('ends at once when there are no events', async () => {
    await stage(0).ended;
  });
});
