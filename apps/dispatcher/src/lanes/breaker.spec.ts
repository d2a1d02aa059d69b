import { beforeEach, describe, expect, it } from 'vitest';
import { Breaker, breakerRules } from './breaker.js';

const centred = (): number => 0.5;
let breaker: Breaker;
beforeEach(() => {
  breaker = new Breaker(centred);
});

function open(atMs = 0): void {
  for (let time = 0; time < breakerRules.troublesInARow; time += 1) breaker.trouble(atMs);
}

describe('Breaker', () => {
  it('opens after five troubles in a row, not after four', () => {
    for (let time = 0; time < 4; time += 1) breaker.trouble(0);
    expect(breaker.allows(0)).toBe(true);
    breaker.trouble(0);
    expect(breaker.allows(0)).toBe(false);
    expect(breaker.waitMs(1_000)).toBe(4_000);
  });

  it('opens when half of the last twenty were trouble', () => {
    for (let pair = 0; pair < 9; pair += 1) {
      breaker.well();
      breaker.trouble(0);
    }
    breaker.well();
    expect(breaker.state).toBe('closed');
    breaker.trouble(0);
    expect(breaker.state).toBe('open');
  });

  it('lets one probe through when its time has passed', () => {
    open();
    expect(breaker.allows(4_999)).toBe(false);
    expect(breaker.allows(5_000)).toBe(true);
    breaker.begin();
    expect(breaker.allows(5_000)).toBe(false);
    expect(breaker.state).toBe('probing');
  });

  it('is probed half as often after each failed probe, down to every five minutes', () => {
    open();
    let nowMs = 0;
    for (const expected of [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
      expect(breaker.allows(nowMs + expected - 1)).toBe(false);
      nowMs += expected;
      expect(breaker.allows(nowMs)).toBe(true);
      breaker.begin();
      breaker.trouble(nowMs);
    }
  });

  it('lets deliveries stay away until the next probe, and as long again as it is down', () => {
    open(1_000);
    expect([1_000, 3_000, 6_000].map((nowMs) => breaker.waitMs(nowMs))).toEqual([5_000, 3_000, 0]);
    breaker.begin();
    breaker.trouble(7_000);
    expect([7_000, 12_000, 16_999].map((nowMs) => breaker.waitMs(nowMs))).toEqual([10_000, 11_000, 15_999]);
    expect(breaker.downForMs(16_999)).toBe(15_999);
  });

  it('lets them stay away for half an hour at most, and for its whole open time while a probe is under way', () => {
    open();
    for (let atMs = 5_000; atMs < 7_200_000; atMs += 300_000) {
      breaker.begin();
      breaker.trouble(atMs);
    }
    expect(breaker.waitMs(7_100_000)).toBe(1_800_000);
    expect(breaker.waitMs(7_300_000)).toBe(0);
    breaker.begin();
    expect(breaker.waitMs(7_300_001)).toBe(300_000);
    breaker.well();
    expect(breaker.waitMs(7_300_002)).toBe(0);
    expect(breaker.downForMs(7_300_002)).toBe(0);
  });

  it('does not take a long silence for an outage', () => {
    open();
    breaker.begin();
    breaker.trouble(5_000);
    breaker.begin();
    breaker.trouble(7_200_000);
    expect(breaker.downForMs(7_200_000)).toBe(5_000 + 5_000 + 600_000);
  });

  it('closes when a probe goes well, and starts over', () => {
    open();
    breaker.begin();
    breaker.trouble(5_000);
    breaker.begin();
    breaker.well();
    expect(breaker.state).toBe('closed');
    open(20_000);
    expect(breaker.waitMs(20_000)).toBe(5_000);
  });

  it('does not count what began before it opened', () => {
    open();
    breaker.trouble(100);
    expect(breaker.waitMs(0)).toBe(5_000);
  });

  it('spreads its times by a fifth either way', () => {
    const times = [0, 1].map((random) => {
      breaker = new Breaker(() => random);
      open();
      return breaker.waitMs(0);
    });
    expect(times).toEqual([4_000, 6_000]);
  });
});
