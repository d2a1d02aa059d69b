import type { EndpointHealth } from '@posthorn/contracts';
import { describe, expect, it } from 'vitest';
import { unknownFaring, type Faring } from '../subscriptions/subscription-health.js';
import { judgeReport, type Judged, type Judgement } from './judge-report.js';

const minute = 60_000;
const disableAfterMs = 100 * minute;
const about = { subscription_id: 'sub_1', account_id: 'acc_1', at: '2026-07-18T03:01:25.000Z' };

const gone = (version: number): EndpointHealth => ({
  ...{ kind: 'gone', subscription_version: version },
  ...about,
});

const faring = (counts: { ok?: number; failed?: number }, version = 5): EndpointHealth => ({
  ...{ kind: 'faring', subscription_version: version, breaker: 'closed', in_flight_max: 2 },
  ...{ ok: 0, failed: 0, ...counts },
  ...about,
});

const active: Judged = { ...unknownFaring, version: '5', state: 'active' };
const at = (minutes: number): Date => new Date(minutes * minute);

const judge = (health: EndpointHealth, minutes: number, row: Partial<Judged> = {}): Judgement =>
  judgeReport({ ...active, ...row }, { health, atMs: minutes * minute }, disableAfterMs);

/** All reports one after the other, until one is not only noted. */
function judgeAll(reports: readonly (readonly [EndpointHealth, minutes: number])[]): Judgement | undefined {
  let known: Faring = unknownFaring;
  let last: Judgement | undefined;
  for (const [health, minutes] of reports) {
    last = judge(health, minutes, known);
    if (last.kind !== 'noted') return last;
    known = last.faring;
  }
  return last;
}

describe('an endpoint that answered 410', () => {
  it('is disabled at once', () => {
    expect(judge(gone(5), 1)).toMatchObject({ kind: 'disabled', reason: 'endpoint_gone' });
  });

  it('is not when the subscription was changed since, or nothing is sent to it anyway', () => {
    expect(judge(gone(4), 1)).toEqual({ kind: 'ignored' });
    for (const state of ['paused', 'disabled', 'suspended'] as const)
      expect(judge(gone(5), 1, { state })).toEqual({ kind: 'ignored' });
  });
});

describe('an endpoint that fails', () => {
  it('is failing since the first report of failures and no success', () => {
    expect(judge(faring({ failed: 3 }), 7)).toMatchObject({
      kind: 'noted',
      faring: { failingSince: at(7), lastOkAt: null, breaker: 'closed', reportedAt: at(7) },
    });
    expect(judge(faring({ failed: 3, ok: 1 }), 7)).toMatchObject({
      faring: { failingSince: null, lastOkAt: at(7) },
    });
  });

  it('is disabled after the time without any success, and not before', () => {
    const failing = faring({ failed: 1 });
    expect(judgeAll([0, 30, 60, 99].map((minutes) => [failing, minutes]))?.kind).toBe('noted');
    expect(judgeAll([0, 30, 60, 100].map((minutes) => [failing, minutes]))).toMatchObject({
      kind: 'disabled',
      reason: 'endpoint_failing',
      faring: { failingSince: at(0) },
    });
  });

  it('is failing anew after any success, whichever dispatcher had it', () => {
    const after = judgeAll([
      [faring({ failed: 1 }), 0],
      [faring({ failed: 1 }), 90],
      [faring({ ok: 1, failed: 40 }), 91],
      [faring({ failed: 1 }), 92],
      [faring({ failed: 1 }), 191],
    ]);
    expect(after).toMatchObject({ kind: 'noted', faring: { failingSince: at(92), lastOkAt: at(91) } });
  });
});

describe('a report that comes late or twice', () => {
  it('begins no failure that a later success has ended', () => {
    expect(judge(faring({ failed: 1 }), 10, { lastOkAt: at(20) })).toMatchObject({
      faring: { failingSince: null, lastOkAt: at(20) },
    });
  });

  it('ends no failure that began after its success', () => {
    expect(judge(faring({ ok: 1 }), 10, { failingSince: at(20) })).toMatchObject({
      faring: { failingSince: at(20), lastOkAt: at(10) },
    });
  });

  it('does not take the place of a later breaker', () => {
    const row = { breaker: 'open', reportedAt: at(20) } as const;
    expect(judge(faring({ failed: 1 }), 10, row)).toMatchObject({ faring: row });
  });

  it('counts for nothing when it is about the subscription as it was', () => {
    expect(judge(faring({ failed: 1 }, 4), 10)).toEqual({ kind: 'ignored' });
    expect(judge(faring({ failed: 1 }, 6), 10).kind).toBe('noted');
  });
});
