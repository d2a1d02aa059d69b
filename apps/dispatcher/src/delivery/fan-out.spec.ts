import { describe, expect, it } from 'vitest';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { fanOut, fanOutInFlightMax } from './fan-out.js';

function start(count: number) {
  const begun: { readonly id: string; readonly settled: () => void }[] = [];
  const timers: (() => void)[] = [];
  let completions = 0;
  fanOut({
    subscriptions: Array.from({ length: count }, (_, index) => viewedSubscription({ id: `sub_${index}` })),
    begin: ({ id }, settled) => begun.push({ id, settled }),
    place: { complete: () => (completions += 1) },
    later: (_waitMs, action) => timers.push(action),
  });
  return { begun, timers, completions: () => completions };
}

describe('fanOut', () => {
  it('is complete when every delivery is, once', () => {
    const { begun, completions } = start(3);
    begun[0]?.settled();
    begun[2]?.settled();
    expect(completions()).toBe(0);
    begun[1]?.settled();
    expect(completions()).toBe(1);
  });

  it('begins no more than a chunk at a time, and each subscription once', () => {
    const { begun, completions } = start(1_000);
    expect(begun).toHaveLength(fanOutInFlightMax);
    for (let index = 0; index < 1_000; index += 1) begun[index]?.settled();
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1_000);
    expect(begun).toHaveLength(1_000);
    expect(completions()).toBe(1);
  });

  it('goes on past deliveries that take long, and is complete only with them', () => {
    const { begun, timers, completions } = start(fanOutInFlightMax + 10);
    for (const long of timers.splice(0, 10)) long();
    expect(begun).toHaveLength(fanOutInFlightMax + 10);
    for (const { settled } of begun.slice(1)) settled();
    expect(completions()).toBe(0);
    begun[0]?.settled();
    expect(completions()).toBe(1);
  });

  it('needs no timers where everybody has a place', () => {
    expect(start(fanOutInFlightMax).timers).toEqual([]);
  });
});
