// A subscription as it is now: a delivery uses its URL, secrets and state of the moment of the POST, not those of the
// moment of the match.
import type { RegistryView, ViewedSubscription } from '@posthorn/kafka';
import type { Delivery } from '../delivery/delivery.js';
import { isLimited } from '../delivery/limits.js';

export type Subscriptions = Pick<RegistryView, 'state' | 'subscription' | 'account'>;

export interface SubscriptionSources {
  readonly view: Subscriptions;
  /** Whether its endpoint answered 410: this process stops at once, before the registry says so. */
  readonly isGone: (subscription: ViewedSubscription) => boolean;
}

export type CurrentSubscription =
  { readonly kind: 'active'; readonly subscription: ViewedSubscription; readonly timeZone: string } | NoPost;

/** Why no POST is made here now. */
export type NoPost =
  | { readonly kind: 'inactive'; readonly state: Exclude<ViewedSubscription['state'], 'active'> }
  | { readonly kind: 'deleted' }
  /** It has limits, seen at that offset of the registry, and those hold where `paced` is read. */
  | { readonly kind: 'limited'; readonly registryOffset: bigint }
  /** The partition is another process's, or is read again: the delivery is made there. */
  | { readonly kind: 'moved' };

/** While a view is being rebuilt it has not read everything yet: what it lacks is not deleted. */
export function currentSubscription(
  delivery: Delivery,
  { view, isGone }: SubscriptionSources,
): CurrentSubscription {
  if (!delivery.isOurs()) return { kind: 'moved' };
  const known = view.subscription(delivery.subscription.id);
  const subscription = known ?? (view.state === 'loading' ? delivery.subscription : undefined);
  if (subscription === undefined) return { kind: 'deleted' };
  if (subscription.state !== 'active') return { kind: 'inactive', state: subscription.state };
  if (isGone(subscription)) return { kind: 'inactive', state: 'disabled' };
  const { registryOffset } = subscription;
  if (isLimited(subscription) && !delivery.limitsHoldHere) return { kind: 'limited', registryOffset };
  return {
    kind: 'active',
    subscription,
    timeZone: view.account(subscription.account_id)?.time_zone ?? 'UTC',
  };
}
