// So many requests, or events, a second for each key, counted in this process alone: two processes allow twice as many. Seconds
// begin with a key's first request; a key that asks for nothing is forgotten after one.
import { RateLimiterMemory } from 'rate-limiter-flexible';

export interface RateUse {
  readonly allowed: boolean;
  /** How many are left in this second. */
  readonly remaining: number;
  /** Until the next second begins, at least 1. */
  readonly retryAfterS: number;
}

export class RateLimit {
  private readonly uses: RateLimiterMemory;

  constructor(readonly perSecondMax: number) {
    this.uses = new RateLimiterMemory({ points: perSecondMax, duration: 1 });
  }

  /** Counts one. */
  async count(key: string): Promise<RateUse> {
    const { consumedPoints, remainingPoints, msBeforeNext } = await this.uses.penalty(key);
    return {
      allowed: consumedPoints <= this.perSecondMax,
      remaining: remainingPoints,
      retryAfterS: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
    };
  }
}
