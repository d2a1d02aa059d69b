// One event to one subscription, while this process has it in memory.
import type { ViewedSubscription } from '@posthorn/kafka';
import type { EventOnHand } from './event-on-hand.js';

/** What happened to the delivery before it came here. */
export interface DeliveryHistory {
  /** POSTs made so far that count. */
  readonly attempts: number;
  /** Times deferred on the receiver's request. */
  readonly deferrals: number;
  /** When it was first handed on, ms; `undefined` while it never was. */
  readonly firstHandedOnMs: number | undefined;
}

export interface Delivery {
  readonly event: EventOnHand;
  /** As it was when the delivery came here; `CurrentSubscriptions` says what it is now. */
  readonly subscription: ViewedSubscription;
  readonly history: DeliveryHistory;
  /** Registry offset that the match was made at. */
  readonly registryOffset: bigint;
  /** Memory that it holds while it waits. */
  readonly bytes: number;
  /**
   * Called exactly once, when the delivery is complete: delivered, durably handed on, or not to be sent by a rule.
   * A delivery that is never settled is delivered again by whoever owns its partition next.
   */
  readonly settled: () => void;
}

export const untried: DeliveryHistory = { attempts: 0, deferrals: 0, firstHandedOnMs: undefined };

/** What the objects around an event's bytes take, about. */
export const deliveryOverheadBytes = 600;
