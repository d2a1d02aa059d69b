import type { RecordPlace } from '@posthorn/kafka';
import { describe, expect, it } from 'vitest';
import { viewedSubscription } from '../viewed-subscription.fixture.js';
import { FanOut, fanOutInFlightMax } from './fan-out.js';

function start(count: number) {
  const begun: { readonly id: string; readonly place: RecordPlace }[] = [];
  const timers: (() => void)[] = [];
  let [completions, isOurs] = [0, true];
  const fanOut = new FanOut({
    subscriptions: Array.from({ length: count }, (_, index) => viewedSubscription({ id: `sub_${index}` })),
    begin: ({ id }, place) => begun.push({ id, place }),
    place: { complete: () => (completions += 1), isOurs: () => isOurs },
    later: (_waitMs, action) => timers.push(action),
  });
  fanOut.begin();
  return { begun, timers, completions: () => completions, giveUp: () => (isOurs = false) };
}

describe('a fan-out', () => {
  it('is complete when every delivery is, once', () => {
    const { begun, completions } = start(3);
    begun[0]?.place.complete();
    begun[2]?.place.complete();
    expect(completions()).toBe(0);
    begun[1]?.place.complete();
    expect(completions()).toBe(1);
  });

  it('begins no more than a chunk at a time, and each subscription once', () => {
    const { begun, completions } = start(1_000);
    expect(begun).toHaveLength(fanOutInFlightMax);
    for (let index = 0; index < 1_000; index += 1) begun[index]?.place.complete();
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1_000);
    expect(begun).toHaveLength(1_000);
    expect(completions()).toBe(1);
  });

  it('goes on past deliveries that take long, and is complete only with them', () => {
    const { begun, timers, completions } = start(fanOutInFlightMax + 10);
    for (const long of timers.splice(0, 10)) long();
    expect(begun).toHaveLength(fanOutInFlightMax + 10);
    for (const { place } of begun.slice(1)) place.complete();
    expect(completions()).toBe(0);
    begun[0]?.place.complete();
    expect(completions()).toBe(1);
  });

  it('begins one more for each that is complete or takes long, and not two', () => {
    const { begun, timers } = start(1_000);
    timers[0]?.();
    begun[0]?.place.complete();
    expect(begun).toHaveLength(fanOutInFlightMax + 1);
    begun[1]?.place.complete();
    timers[1]?.();
    expect(begun).toHaveLength(fanOutInFlightMax + 2);
  });

  it('gives each delivery a place that is ours while its record is', () => {
    const { begun, giveUp } = start(2);
    const areOurs = () => begun.map(({ place }) => place.isOurs());
    expect(areOurs()).toEqual([true, true]);
    giveUp();
    expect(areOurs()).toEqual([false, false]);
  });

  it('needs no timers where everybody has a place', () => {
    expect(start(fanOutInFlightMax).timers).toEqual([]);
  });
});
