import { describe, expect, it } from 'vitest';
import { mayTakePlace, StandingRecord, type Counts, type Places, type Standing } from './standing.js';

const none = { proven: 0, unproven: 0, new: 0 };
const all = { max: 512, brief: 512 };

type Beside = Partial<Counts> & { readonly places?: Places; readonly long?: Partial<Counts> };

/** How many of `wanting` lanes get a place beside those that have one. */
function taking(standing: Standing, wanting: number, beside: Beside = {}): number {
  const { places = all, long = {}, ...taken } = beside;
  const inFlight = { all: { ...none, ...taken }, long: { ...none, ...long } };
  let count = 0;
  while (count < wanting && mayTakePlace(standing, inFlight, places)) {
    inFlight.all[standing] += 1;
    count += 1;
  }
  return count;
}

describe('a place', () => {
  it('is there for all of 200 endpoints that are not known yet, and for others beside them', () => {
    expect(taking('new', 200)).toBe(200);
    expect(taking('new', 50, { new: 200 })).toBe(50);
  });

  it('is left for the proven ones: half in the worst case', () => {
    expect(taking('unproven', 1_000)).toBe(128);
    expect(taking('new', 1_000, { unproven: 128 })).toBe(128);
    expect(taking('unproven', 1_000, { new: 256 })).toBe(0);
    expect(taking('proven', 1_000, { new: 128, unproven: 128 })).toBe(256);
  });

  it('is there for each kind, however few there are', () => {
    const one = { max: 1, brief: 1 };
    const nobody = { all: none, long: none };
    expect((['proven', 'unproven', 'new'] as const).map((each) => mayTakePlace(each, nobody, one))).toEqual([
      ...[true, true, true],
    ]);
    expect(mayTakePlace('proven', { all: { ...none, proven: 1 }, long: none }, one)).toBe(false);
  });

  it('is there for few while the process has no time left, and for fewer that show nothing good', () => {
    const places = { ...all, brief: 64 };
    expect(taking('proven', 1_000, { places })).toBe(64);
    expect(taking('proven', 1_000, { places, new: 128, unproven: 128 })).toBe(64);
    expect(taking('new', 1_000, { places, proven: 64 })).toBe(64);
    expect(taking('unproven', 1_000, { places, proven: 64 })).toBe(32);
  });

  it('is not taken from those few by what takes long: that waits for its receiver', () => {
    const places = { ...all, brief: 64 };
    expect(taking('proven', 1_000, { places, proven: 64, long: { proven: 64 } })).toBe(64);
    expect(taking('unproven', 1_000, { places, unproven: 100, long: { unproven: 100 } })).toBe(28);
    expect(taking('new', 1_000, { places, unproven: 128, long: { unproven: 128 } })).toBe(64);
  });
});

it('is earned by a 2xx under a second among the last five answers', () => {
  const record = new StandingRecord();
  expect(record.standing).toBe('new');
  record.add(true, 1_000);
  expect(record.standing).toBe('unproven');
  record.add(true, 999);
  for (let count = 0; count < 4; count += 1) record.add(false, 10);
  expect(record.standing).toBe('proven');
  record.add(false, 10);
  expect(record.standing).toBe('unproven');
});
