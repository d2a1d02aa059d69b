// One event to one destination, while this process has it in memory.
import type { HandedOn } from '@posthorn/contracts';
import type { RecordPlace } from '@posthorn/kafka';
import type { Destination } from './destination.js';
import type { EventOnHand } from './event-on-hand.js';

/** What happened to the delivery before it came here. */
export type DeliveryHistory = Pick<
  HandedOn,
  'attempts' | 'deferrals' | 'firstHandedOnMs' | 'turn' | 'lastOutcome'
>;

export interface Delivery {
  readonly event: EventOnHand;
  /** As it was when the delivery came here; `currentDestination` says what it is now. */
  readonly destination: Destination;
  readonly history: DeliveryHistory;
  /** Its subscription's own limits are kept by its lane here: it came through `paced`, or commits are strict. */
  readonly limitsHoldHere: boolean;
  /** Registry offset that the match was made at. */
  readonly registryOffset: bigint;
  /** Memory that it holds while it waits. */
  readonly bytes: number;
  /**
   * To be completed exactly once, when the delivery is settled: delivered, durably handed on, or not to be sent by a
   * rule. One that is never settled is delivered again by whoever owns its partition next.
   */
  readonly place: RecordPlace;
}

export const untried: DeliveryHistory = {
  attempts: 0,
  deferrals: 0,
  firstHandedOnMs: undefined,
  turn: undefined,
  lastOutcome: undefined,
};

/** What the objects around an event's bytes take, about. */
export const deliveryOverheadBytes = 600;
