// A destination as it is now: a delivery uses the URL, secrets and state of the moment of the POST, not those of the
// moment of the match. An automation's URL stays that of its event.
import type { RegistryView, ViewedSubscription } from '@posthorn/kafka';
import type { Delivery } from './delivery.js';
import type { Automation, Destination } from './destination.js';
import { isLimited } from './limits.js';

export type Destinations = Pick<RegistryView, 'state' | 'subscription' | 'account'>;

export interface DestinationSources {
  readonly view: Destinations;
  /** Whether its endpoint answered 410: this process stops at once, before the registry says so. */
  readonly isGone: (subscription: ViewedSubscription) => boolean;
}

export type CurrentDestination =
  { readonly kind: 'active'; readonly destination: Destination; readonly timeZone: string } | NoPost;

/** Why no POST is made here now. */
export type NoPost =
  | { readonly kind: 'inactive'; readonly state: Exclude<ViewedSubscription['state'], 'active'> }
  | { readonly kind: 'deleted' }
  /** It has limits, seen at that offset of the registry, and those hold where `paced` is read. */
  | { readonly kind: 'limited'; readonly registryOffset: bigint }
  /** The partition is another process's, or is read again: the delivery is made there. */
  | { readonly kind: 'moved' };

/** While a view is being rebuilt it has not read everything yet: what it lacks is not deleted. */
export function currentDestination(
  delivery: Delivery,
  { view, isGone }: DestinationSources,
): CurrentDestination {
  if (!delivery.place.isOurs()) return { kind: 'moved' };
  const { destination } = delivery;
  if (destination.kind === 'automation') return currentAutomation(destination, view);
  const known = view.subscription(destination.id);
  const subscription = known ?? (view.state === 'loading' ? destination : undefined);
  if (subscription === undefined) return { kind: 'deleted' };
  if (subscription.state !== 'active') return { kind: 'inactive', state: subscription.state };
  if (isGone(subscription)) return { kind: 'inactive', state: 'disabled' };
  const { registryOffset } = subscription;
  if (isLimited(subscription) && !delivery.limitsHoldHere) return { kind: 'limited', registryOffset };
  return {
    kind: 'active',
    destination: subscription,
    timeZone: view.account(subscription.account_id)?.time_zone ?? 'UTC',
  };
}

/** It ends with its account or with the account's last plan, and has the account's secrets. */
function currentAutomation(automation: Automation, view: Destinations): CurrentDestination {
  const account = view.account(automation.account_id);
  if (account === undefined && view.state !== 'loading') return { kind: 'deleted' };
  if (account?.plans.length === 0) return { kind: 'inactive', state: 'suspended' };
  const secrets = account?.automation_secrets ?? automation.secrets;
  return {
    kind: 'active',
    destination: { ...automation, secrets },
    timeZone: account?.time_zone ?? 'UTC',
  };
}
