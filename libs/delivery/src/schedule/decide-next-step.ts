// What follows an attempt. The one place where this is decided; callers obey.
import { assertNever, type DeadLetterReason } from '@posthorn/contracts';
import { statusGone, type Outcome } from '../outcome/outcome.js';
import { tierAfter, tierCovering, waitAfter, type RetryPolicy, type RetryTier } from './retry-policy.js';

/** How far a delivery has come. */
export interface AttemptedDelivery {
  /** POSTs made that count, with the one that has just ended. */
  readonly attempts: number;
  /** Times that it was deferred by `Retry-After` before. */
  readonly deferrals: number;
  /** When it was first handed on, ms since the epoch; `undefined` when it never was. */
  readonly firstHandedOnMs: number | undefined;
}

export interface StepContext {
  readonly policy: RetryPolicy;
  /** When the POST was made, ms since the epoch, by the clock of `firstHandedOnMs`. */
  readonly nowMs: number;
}

export type NextStep =
  | { readonly kind: 'done' }
  /** A counted failure: hand on to the tier. */
  | { readonly kind: 'retry'; readonly tier: RetryTier }
  /** The receiver asked for time: hand on with this attempt not counted; its lane sends nothing for `laneWaitMs`. */
  | { readonly kind: 'defer'; readonly tier: RetryTier; readonly laneWaitMs: number }
  /** Strict commits, a counted failure: try again from memory. */
  | { readonly kind: 'wait'; readonly waitMs: number }
  /** Strict commits, and the receiver asked for time: not counted; its lane sends nothing for `laneWaitMs`. */
  | { readonly kind: 'pause'; readonly laneWaitMs: number }
  /** 410: the subscription is to be disabled, and the delivery is a dead letter. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'dead_letter'; readonly reason: DeadLetterReason };

/**
 * | outcome | younger than `giveUpAfterMs` | from that age on |
 * |---|---|---|
 * | delivered | done | done |
 * | blocked | dead letter | dead letter |
 * | rejected, 410 | gone | gone |
 * | rejected, Retry-After | defer, `deferralsMax` times; then retry | dead letter |
 * | rejected, unreachable | retry | dead letter |
 *
 * With strict commits: pause for defer, wait for retry, and no age at which a delivery is given up.
 */
export function decideNextStep(
  outcome: Outcome,
  delivery: AttemptedDelivery,
  context: StepContext,
): NextStep {
  switch (outcome.kind) {
    case 'delivered':
      return { kind: 'done' };
    case 'blocked':
      return { kind: 'dead_letter', reason: 'blocked' };
    case 'rejected':
      if (outcome.status === statusGone) return { kind: 'gone' };
      return afterFailure(outcome.retryAfterMs, delivery, context);
    case 'unreachable':
      return afterFailure(undefined, delivery, context);
    default:
      return assertNever(outcome);
  }
}

/** Asked only after a POST, so that nothing is given up without one made at that age. */
function afterFailure(
  retryAfterMs: number | undefined,
  delivery: AttemptedDelivery,
  { policy, nowMs }: StepContext,
): NextStep {
  const isAskedFor = retryAfterMs !== undefined && delivery.deferrals < policy.deferralsMax;
  if (policy.commitMode === 'strict') {
    if (isAskedFor) return { kind: 'pause', laneWaitMs: retryAfterMs };
    return { kind: 'wait', waitMs: waitAfter(delivery.attempts) };
  }
  const ageMs = nowMs - (delivery.firstHandedOnMs ?? nowMs);
  if (ageMs >= policy.giveUpAfterMs) return { kind: 'dead_letter', reason: 'gave_up' };
  if (!isAskedFor) return { kind: 'retry', tier: tierAfter(delivery.attempts, policy.tiers) };
  return { kind: 'defer', tier: tierCovering(retryAfterMs, policy.tiers), laneWaitMs: retryAfterMs };
}
