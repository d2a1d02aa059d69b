import { describe, expect, it } from 'vitest';
import { defaultRetryPolicy, tierAfter, tierCovering, tierForWait, waitAfter } from './retry-policy.js';

const { tiers } = defaultRetryPolicy;

describe('the tiers', () => {
  it.each([
    { attempts: 0, label: '10s' },
    { attempts: 1, label: '10s' },
    { attempts: 2, label: '1m' },
    { attempts: 3, label: '5m' },
    { attempts: 4, label: '30m' },
    { attempts: 5, label: '2h' },
    { attempts: 6, label: '2h' },
    { attempts: 1_000, label: '2h' },
  ])('after $attempts failures: $label', ({ attempts, label }) => {
    expect(tierAfter(attempts, tiers).label).toBe(label);
  });

  it.each([
    { waitMs: -1, within: '10s', covering: '10s' },
    { waitMs: 0, within: '10s', covering: '10s' },
    { waitMs: 10_000, within: '10s', covering: '10s' },
    { waitMs: 10_001, within: '10s', covering: '1m' },
    { waitMs: 59_999, within: '10s', covering: '1m' },
    { waitMs: 60_000, within: '1m', covering: '1m' },
    { waitMs: 7_200_000, within: '2h', covering: '2h' },
    { waitMs: Number.MAX_VALUE, within: '2h', covering: '2h' },
  ])('for a wait of $waitMs ms: $within, or $covering to cover it', ({ waitMs, within, covering }) => {
    expect(tierForWait(waitMs, tiers).label).toBe(within);
    expect(tierCovering(waitMs, tiers).label).toBe(covering);
  });

  it('must be there', () => {
    expect(() => tierForWait(0, [])).toThrow('at least one tier');
  });
});

it.each([0, 1, 2, 3, 4, 5, 6, 7, 2_000])('a strict retry waits 10 s, doubling to 5 min: %s', (attempts) => {
  const waits = [10, 10, 20, 40, 80, 160, 300, 300];
  expect(waitAfter(attempts)).toBe((waits[attempts] ?? 300) * 1_000);
});
