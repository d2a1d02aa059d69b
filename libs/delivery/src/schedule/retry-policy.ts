// When a delivery is tried again. A retry waits in a tier: a topic whose records all wait the same time, so that a
// partition's order is its due order; there is no jitter inside a tier, since lanes spread the load. With strict
// commits nothing is handed on, and a retry waits in memory.

/**
 * `handoff`: what is not delivered is handed on, and its offset complete. `strict`: its offset waits for the 2xx
 * itself; no endpoint is isolated from another then.
 */
export const commitModes = ['handoff', 'strict'] as const;
export type CommitMode = (typeof commitModes)[number];

export interface RetryTier {
  /** As operators write the delay and as the tier's topic is called: `10s`. */
  readonly label: string;
  readonly delayMs: number;
}

export interface RetryPolicy {
  readonly commitMode: CommitMode;
  /** Ascending, at least one. */
  readonly tiers: readonly RetryTier[];
  /** Age, counted from the first hand-over, from which a failed POST is the last one. */
  readonly giveUpAfterMs: number;
  /** Times that a delivery is deferred by the receiver's `Retry-After` without counting as an attempt. */
  readonly deferralsMax: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * | POST | made | age |
 * |---|---|---|
 * | 1 | at once | – |
 * | 2 | 10 s after the first one failed and was handed on | 10 s |
 * | 3 | 1 min after the second | 1 min 10 s |
 * | 4 | 5 min after the third | 6 min 10 s |
 * | 5 | 30 min after the fourth | 36 min 10 s |
 * | 6 | 2 h after the fifth | 2 h 36 min 10 s |
 * | 7 … 41 | every 2 h | … 72 h 36 min 10 s |
 *
 * The first POST that fails at an age of 72 h or more is the last one; on time it is the 41st. However late it is made
 * (Posthorn was down, its lane was waiting), nothing is given up before it.
 */
export const defaultRetryPolicy: RetryPolicy = {
  commitMode: 'handoff',
  tiers: [
    { label: '10s', delayMs: 10_000 },
    { label: '1m', delayMs: minuteMs },
    { label: '5m', delayMs: 5 * minuteMs },
    { label: '30m', delayMs: 30 * minuteMs },
    { label: '2h', delayMs: 2 * hourMs },
  ],
  giveUpAfterMs: 72 * hourMs,
  deferralsMax: 20,
};

/** The tier after so many counted failures: the first one after one, …; the last one is used again and again. */
export const tierAfter = (attempts: number, tiers: readonly RetryTier[]): RetryTier =>
  tierAt(Math.min(Math.max(attempts, 1), tiers.length) - 1, tiers);

const strictWaitMs = { first: 10_000, max: 5 * minuteMs } as const;

/** How long a retry waits in memory after so many counted failures: 10 s, doubling to 5 min. */
export const waitAfter = (attempts: number): number =>
  Math.min(strictWaitMs.first * 2 ** (Math.max(attempts, 1) - 1), strictWaitMs.max);

/** The largest tier that does not wait longer than `waitMs`; at least the first. */
export const tierForWait = (waitMs: number, tiers: readonly RetryTier[]): RetryTier =>
  tiers.findLast(({ delayMs }) => delayMs <= waitMs) ?? tierAt(0, tiers);

/** The smallest tier that waits at least `waitMs`; at most the last. */
export const tierCovering = (waitMs: number, tiers: readonly RetryTier[]): RetryTier =>
  tiers.find(({ delayMs }) => delayMs >= waitMs) ?? tierAt(tiers.length - 1, tiers);

function tierAt(index: number, tiers: readonly RetryTier[]): RetryTier {
  const tier = tiers[index];
  if (tier === undefined) throw new Error('a retry policy needs at least one tier');
  return tier;
}
