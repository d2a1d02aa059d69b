import { describe, expect, it } from 'vitest';
import { AdaptiveLimit, laneInFlight } from './adaptive-limit.js';

const raised = (times: number, max?: number): AdaptiveLimit => {
  const limit = new AdaptiveLimit(max);
  for (let time = 0; time < times; time += 1) limit.raise();
  return limit;
};

describe('AdaptiveLimit', () => {
  it('starts low and grows by about one for each round of answers', () => {
    expect(raised(0).value).toBe(laneInFlight.start);
    expect(raised(3).value).toBe(3);
    expect(raised(7).value).toBe(4);
  });

  it('stays within its bounds', () => {
    expect(raised(10_000).value).toBe(laneInFlight.max);
    expect(raised(10_000, 5).value).toBe(5);
    const limit = raised(0);
    for (let now = 1; now < 10; now += 1) limit.halve(now, now);
    expect(limit.value).toBe(laneInFlight.min);
  });

  it('is halved once for POSTs that were under way together', () => {
    const limit = raised(10_000);
    for (let post = 0; post < 32; post += 1) limit.halve(100, 200);
    expect(limit.value).toBe(16);
    limit.halve(201, 300);
    expect(limit.value).toBe(8);
  });

  it.each([
    [0, 10],
    [0, 100],
    [40, 30],
    [40, 400],
    [0, 2_000],
    [10_000, 320],
  ])('raised %d times, tells in about how many rounds %d more begin', (times, count) => {
    const limit = raised(times);
    const expected = limit.rounds(count);
    let [begun, rounds] = [0, 0];
    for (; begun < count; rounds += 1) {
      const places = limit.value;
      begun += places;
      for (let answer = 0; answer < places; answer += 1) limit.raise();
    }
    expect(rounds).toBeGreaterThan(expected - 1);
    expect(rounds).toBeLessThan(1.25 * expected + 1);
  });

  it('expects no more places after trouble', () => {
    const limit = raised(10_000);
    limit.halve(100, 200);
    expect(limit.rounds(160)).toBe(10);
  });
});
