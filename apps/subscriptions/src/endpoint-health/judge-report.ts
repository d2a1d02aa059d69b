// What a report about an endpoint makes of its subscription. Pure; times are the broker's, since the clocks of
// dispatchers differ. Reports may come twice and late: an old one undoes nothing.
import type { Breaker, EndpointHealth } from '@posthorn/contracts';
import type { Columns, SubscriptionRow } from '../database/rows/index.js';
import type { Faring } from '../subscriptions/subscription-health.js';
import type { DisabledReason } from '../subscriptions/subscription-state.js';

export interface Report {
  readonly health: EndpointHealth;
  /** When the broker took it, ms. */
  readonly atMs: number;
}

export type Judged = Faring & Pick<Columns<SubscriptionRow>, 'version' | 'state'>;

export type Judgement =
  /** It is about the subscription as it was, or about one that nothing is sent to. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'noted'; readonly faring: Faring }
  | { readonly kind: 'disabled'; readonly faring: Faring; readonly reason: DisabledReason };

export function judgeReport(
  subscription: Judged,
  { health, atMs }: Report,
  disableAfterMs: number,
): Judgement {
  if (subscription.state !== 'active' || health.subscription_version < Number(subscription.version))
    return { kind: 'ignored' };
  const { failingSince, lastOkAt, breaker, reportedAt } = subscription;
  const known = { failingSince, lastOkAt, breaker, reportedAt };
  if (health.kind === 'gone') return { kind: 'disabled', faring: known, reason: 'endpoint_gone' };
  const at = new Date(atMs);
  const faring = { ...sinceWhen(known, at, health), ...latestBreaker(known, at, health.breaker) };
  return failsFor(faring, at) >= disableAfterMs
    ? { kind: 'disabled', faring, reason: 'endpoint_failing' }
    : { kind: 'noted', faring };
}

const failsFor = ({ failingSince }: Faring, at: Date): number =>
  failingSince === null ? 0 : at.getTime() - failingSince.getTime();

interface Counts {
  readonly ok: number;
  readonly failed: number;
}

/** Any success ends a failure that began before it; a failure begins when none has come since. */
function sinceWhen(
  { failingSince, lastOkAt }: Faring,
  at: Date,
  { ok, failed }: Counts,
): Pick<Faring, 'failingSince' | 'lastOkAt'> {
  if (ok > 0)
    return {
      lastOkAt: lastOkAt !== null && lastOkAt > at ? lastOkAt : at,
      failingSince: failingSince !== null && failingSince > at ? failingSince : null,
    };
  if (failed === 0 || (lastOkAt !== null && lastOkAt >= at)) return { failingSince, lastOkAt };
  return { lastOkAt, failingSince: failingSince !== null && failingSince < at ? failingSince : at };
}

/** Each dispatcher has a breaker of its own; the one that was told of last counts. */
const latestBreaker = (
  { breaker, reportedAt }: Faring,
  at: Date,
  told: Breaker,
): Pick<Faring, 'breaker' | 'reportedAt'> =>
  reportedAt !== null && reportedAt > at ? { breaker, reportedAt } : { breaker: told, reportedAt: at };
