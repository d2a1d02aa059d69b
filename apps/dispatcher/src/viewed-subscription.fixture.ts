// A subscription as a view holds it, for specs.
import type { ViewedSubscription } from '@posthorn/kafka';
import { subscriptionRecord } from '@posthorn/testing';

/** Active, in effect since ever, for `update` events of every source. */
export const viewedSubscription = (overrides: Partial<ViewedSubscription> = {}): ViewedSubscription => ({
  ...subscriptionRecord({ event_types: ['update'] }),
  effectiveFromMs: 0,
  version: 1,
  changedAtMs: 0,
  registryOffset: 0n,
  ...overrides,
});
