import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../outcome/outcome.js';
import { decideNextStep, type AttemptedDelivery, type NextStep } from './decide-next-step.js';
import { defaultRetryPolicy } from './retry-policy.js';

const policy = defaultRetryPolicy;
const { giveUpAfterMs, deferralsMax } = policy;
const startMs = Date.parse('2026-07-17T00:00:00Z');

const delivered: Outcome = { kind: 'delivered', status: 200 };
const blocked: Outcome = { kind: 'blocked', reason: 'address', detail: '127.0.0.1 is loopback' };
const gone: Outcome = { kind: 'rejected', status: 410 };
const failures: readonly Outcome[] = [
  ...[301, 400, 404, 429, 500, 503].map((status): Outcome => ({ kind: 'rejected', status })),
  ...(['timeout', 'connect', 'dns', 'tls', 'connection_lost'] as const).map((reason): Outcome => ({
    kind: 'unreachable',
    reason,
  })),
];
const busy = (retryAfterMs: number): Outcome => ({ kind: 'rejected', status: 503, retryAfterMs });

const decide = (outcome: Outcome, delivery: Partial<AttemptedDelivery>, ageMs = 0): NextStep =>
  decideNextStep(
    outcome,
    { attempts: 1, deferrals: 0, firstHandedOnMs: startMs, ...delivery },
    { policy, nowMs: startMs + ageMs },
  );

const told = (step: NextStep): string => ('tier' in step ? `${step.kind} ${step.tier.label}` : step.kind);

describe('decideNextStep', () => {
  const everyHistory = [0, giveUpAfterMs - 1, giveUpAfterMs, 10 * giveUpAfterMs].flatMap((ageMs) =>
    [0, deferralsMax].map((deferrals) => ({ ageMs, deferrals })),
  );

  it.each(everyHistory)('ends what is delivered, gone or blocked: $ageMs ms, $deferrals', (history) => {
    const { ageMs, deferrals } = history;
    expect(decide(delivered, { deferrals }, ageMs)).toEqual({ kind: 'done' });
    expect(decide(gone, { deferrals }, ageMs)).toEqual({ kind: 'gone' });
    expect(decide(blocked, { deferrals }, ageMs)).toEqual({ kind: 'dead_letter', reason: 'blocked' });
  });

  it.each(failures)('retries $kind $status $reason until the age has come', (outcome) => {
    const tiers = [1, 2, 3, 4, 5, 6, 40].map((attempts) => told(decide(outcome, { attempts })));
    expect(tiers).toEqual(['10s', '1m', '5m', '30m', '2h', '2h', '2h'].map((label) => `retry ${label}`));
    expect(told(decide(outcome, { attempts: 40 }, giveUpAfterMs - 1))).toBe('retry 2h');
    expect(decide(outcome, { attempts: 2 }, giveUpAfterMs)).toEqual({
      kind: 'dead_letter',
      reason: 'gave_up',
    });
    expect(told(decide(outcome, { firstHandedOnMs: undefined }, giveUpAfterMs))).toBe('retry 10s');
  });

  it('defers as long as the receiver asks, 20 times; then the attempt counts', () => {
    expect(decide(busy(45_000), {})).toEqual({
      kind: 'defer',
      tier: { label: '1m', delayMs: 60_000 },
      laneWaitMs: 45_000,
    });
    expect(told(decide(busy(0), { deferrals: 19 }))).toBe('defer 10s');
    expect(told(decide(busy(45_000), { deferrals: 20, attempts: 3 }))).toBe('retry 5m');
    expect(told(decide(busy(45_000), {}, giveUpAfterMs))).toBe('dead_letter');
  });
});

describe('with strict commits', () => {
  const strict = {
    policy: { ...policy, commitMode: 'strict' as const },
    nowMs: startMs + 10 * giveUpAfterMs,
  };
  const decideStrictly = (outcome: Outcome, attempts: number, deferrals = 0): NextStep =>
    decideNextStep(outcome, { attempts, deferrals, firstHandedOnMs: startMs }, strict);

  it.each(failures)('waits in memory, and never gives up: $kind $status $reason', (outcome) => {
    const waits = [1, 2, 3, 40].map((attempts) => decideStrictly(outcome, attempts));
    expect(waits).toEqual([10, 20, 40, 300].map((seconds) => ({ kind: 'wait', waitMs: seconds * 1_000 })));
  });

  it('pauses as long as the receiver asks, 20 times; then the attempt counts', () => {
    expect(decideStrictly(busy(45_000), 1)).toEqual({ kind: 'pause', laneWaitMs: 45_000 });
    expect(decideStrictly(busy(45_000), 1, 20)).toEqual({ kind: 'wait', waitMs: 10_000 });
  });

  it('ends what is delivered, gone or blocked', () => {
    expect([delivered, gone, blocked].map((outcome) => decideStrictly(outcome, 1).kind)).toEqual([
      ...['done', 'gone', 'dead_letter'],
    ]);
  });
});

interface Circumstances {
  readonly outcome: Outcome;
  readonly lateMs: number;
}

interface Post {
  readonly ageMs: number;
  readonly step: NextStep;
}

/** The life of a delivery that was handed on at 0: each POST with what followed. `lateMs` is added to each wait. */
function live(next: (post: number) => Circumstances): readonly Post[] {
  const posts: Post[] = [];
  let [attempts, deferrals, ageMs] = [0, 0, 0];
  for (;;) {
    const { outcome, lateMs } = next(posts.length);
    const firstHandedOnMs = posts.length === 0 ? undefined : startMs;
    const step = decide(outcome, { attempts: attempts + 1, deferrals, firstHandedOnMs }, ageMs);
    posts.push({ ageMs, step });
    if (!('tier' in step)) return posts;
    if (step.kind === 'retry') attempts += 1;
    else deferrals += 1;
    ageMs += lateMs + Math.max(step.tier.delayMs, step.kind === 'defer' ? step.laneWaitMs : 0);
  }
}

describe('the life of a delivery', () => {
  it('is as the table of the default policy says', () => {
    const posts = live(() => ({ outcome: { kind: 'unreachable', reason: 'timeout' }, lateMs: 0 }));
    const agesS = posts.map(({ ageMs }) => ageMs / 1_000);
    expect(agesS.slice(0, 7)).toEqual([0, 10, 70, 370, 2_170, 9_370, 16_570]);
    expect(posts).toHaveLength(41);
    expect(agesS.at(-1)).toBe(72 * 3_600 + 36 * 60 + 10);
  });

  const failing = fc.oneof(fc.constantFrom(...failures), fc.nat(86_400_000).map(busy));
  const late = fc.oneof(fc.constant(0), fc.nat(3_600_000), fc.nat(30 * 86_400_000));
  const postsMax = 41 + deferralsMax;
  const lives = fc.array(fc.record<Circumstances>({ outcome: failing, lateMs: late }), {
    ...{ minLength: postsMax, maxLength: postsMax },
  });

  it('always ends, never early, and never without a POST at that age', () => {
    const property = fc.property(lives, (failures) => {
      const posts = live((post) => at(failures, post));
      const last = posts.at(-1);
      expect(last?.step).toEqual({ kind: 'dead_letter', reason: 'gave_up' });
      expect(last?.ageMs).toBeGreaterThanOrEqual(giveUpAfterMs);
      for (const { ageMs } of posts.slice(0, -1)) expect(ageMs).toBeLessThan(giveUpAfterMs);
      expect(posts.filter(({ step }) => step.kind === 'defer').length).toBeLessThanOrEqual(deferralsMax);
    });
    fc.assert(property);
  });

  it('ends at once when a POST gets through, is told to stop, or may not be made', () => {
    const ending = fc.constantFrom(delivered, gone, blocked);
    const property = fc.property(lives, ending, fc.nat(20), (failures, outcome, failuresBefore) => {
      const posts = live((post) => (post < failuresBefore ? at(failures, post) : { outcome, lateMs: 0 }));
      const gaveUp = posts.at(-1)?.step.kind === 'dead_letter' && posts.length <= failuresBefore;
      expect(gaveUp || posts.length === failuresBefore + 1).toBe(true);
    });
    fc.assert(property);
  });
});

function at(circumstances: readonly Circumstances[], post: number): Circumstances {
  const found = circumstances[post];
  if (found === undefined) throw new Error(`no end after ${post} POSTs`);
  return found;
}
