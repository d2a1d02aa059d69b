// The limits that a subscription sets for itself. They hold over all dispatchers together: what is limited goes
// through `paced`, where one partition, and so one lane, has all of it.
import type { ViewedSubscription } from '@posthorn/kafka';

export interface Limits {
  /** POSTs at the same time. */
  readonly inFlightMax: number | undefined;
  readonly perSecond: number | undefined;
}

export type LimitedSubscription = Pick<ViewedSubscription, 'max_in_flight' | 'rate_per_second'>;

/** `undefined` when it sets none. */
export function limitsOf(subscription: LimitedSubscription | undefined): Limits | undefined {
  if (subscription === undefined || !isLimited(subscription)) return undefined;
  return { inFlightMax: subscription.max_in_flight, perSecond: subscription.rate_per_second };
}

export const isLimited = (subscription: LimitedSubscription): boolean =>
  subscription.max_in_flight !== undefined || subscription.rate_per_second !== undefined;
