import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTime } from './local-time.js';

const at = (time: string, timeZone: string): string | undefined => {
  const local = localTime(Date.parse(time), timeZone);
  return local && local.dateTime + local.offset;
};

/** What Intl shows for one instant, asked without any memory. */
const reference = (epochMs: number, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(epochMs);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
};

const zones = [
  ...['UTC', 'America/Chicago', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia'],
  ...['Australia/Lord_Howe', 'Asia/Gaza', 'Africa/Casablanca', 'Africa/Monrovia', 'Asia/Kolkata'],
];

describe('localTime', () => {
  it.each([
    ['2026-07-18T03:01:25.999Z', 'America/Chicago', '2026-07-17T22:01:25-05:00'],
    ['2017-11-24T16:06:22Z', 'America/Chicago', '2017-11-24T10:06:22-06:00'],
    ['2026-03-29T00:59:59Z', 'Europe/Berlin', '2026-03-29T01:59:59+01:00'],
    ['2026-03-29T01:00:00Z', 'Europe/Berlin', '2026-03-29T03:00:00+02:00'],
    ['2026-10-25T00:59:59Z', 'Europe/Berlin', '2026-10-25T02:59:59+02:00'],
    ['2026-10-25T01:00:00Z', 'Europe/Berlin', '2026-10-25T02:00:00+01:00'],
    ['2026-01-01T00:00:00Z', 'Asia/Kathmandu', '2026-01-01T05:45:00+05:45'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01T00:00:00+00:00'],
    ['2026-01-01T00:00:00Z', 'Nowhere/Land', '2026-01-01T00:00:00+00:00'],
    ['2026-01-01T00:00:00Z', '', '2026-01-01T00:00:00+00:00'],
  ])('shows %s in %s as %s', (time, timeZone, local) => {
    expect(at(time, timeZone)).toBe(local);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -8.64e15, Date.UTC(10_000, 1)])(
    'has no local time for %d',
    (epochMs) => {
      expect(localTime(epochMs, 'UTC')).toBeUndefined();
    },
  );

  it('agrees with Intl at any time from 1950, also around changes of the offset', () => {
    const times = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2045, 0) });
    const property = fc.property(times, fc.constantFrom(...zones), (epochMs, timeZone) => {
      expect(localTime(epochMs, timeZone)?.dateTime).toBe(reference(epochMs, timeZone));
    });
    fc.assert(property, { numRuns: 1_000 });
  });
});
