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

  it('waits twice as long after each failed probe, up to five minutes', () => {
    open();
    let nowMs = 0;
    for (const expected of [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
      expect(breaker.waitMs(nowMs)).toBe(expected);
      nowMs += expected;
      breaker.begin();
      breaker.trouble(nowMs);
    }
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
