// What the handlers of records share: events, automations' webhooks, and what was handed on.
import type { RecordPlace, RegistryView } from '@posthorn/kafka';
import { deliveryOverheadBytes, type Delivery } from '../delivery/delivery.js';
import type { HandOn } from '../settle/hand-on.js';
import { HeldPlace } from './held-place.js';
import type { Load } from './load.js';

export interface IntakeOptions {
  readonly view: Pick<
    RegistryView,
    | 'state'
    | 'offset'
    | 'account'
    | 'subscription'
    | 'subscriptionsOf'
    | 'reached'
    | 'whenReached'
    | 'hasCaughtUpWith'
  >;
  /** Resolves when the view is complete and confirmed. */
  readonly whenViewReady: () => Promise<void>;
  readonly handOn: HandOn;
  readonly load: Load;
  readonly begin: (delivery: Delivery) => void;
  readonly recordBytesMax: number;
  /** Whether lanes here keep the limits of subscriptions, or `paced` is where that is done. */
  readonly limitsHoldHere: boolean;
  readonly count: (what: IntakeCount, by?: number) => void;
}

export type IntakeCount = 'taken' | 'unmatched' | 'unknown_account' | 'inactive' | 'poison' | 'too_large';

/** The place of a record without a delivery, which takes memory until it is complete. */
export const heldPlace = (place: RecordPlace, load: Load, bytes: number): RecordPlace =>
  new HeldPlace(place, load, bytes + deliveryOverheadBytes);
