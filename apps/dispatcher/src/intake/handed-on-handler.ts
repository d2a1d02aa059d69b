// Takes deliveries that were handed on: waits until a record is due, then delivers it to its destination as it is now.
// Nothing is matched again.
import { setTimeout as wait } from 'node:timers/promises';
import { readHandedOn, readRegistryOffset, type HandedOn } from '@posthorn/contracts';
import type { ConsumedRecord, Hold, RecordHandler, RecordPlace } from '@posthorn/kafka';
import { deliveryOverheadBytes } from '../delivery/delivery.js';
import { automationOf, type Destination } from '../delivery/destination.js';
import { EventOnHand } from '../delivery/event-on-hand.js';
import { HeldPlace } from './held-place.js';
import { heldPlace, type IntakeOptions } from './intake-options.js';
import { readEvent, type ReadableAutomation, type ReadableEvent } from './read-event.js';

/** What is due sooner waits with the records right behind it: each hold costs a fetch, and reads what is not due again. */
const heldMsMin = 250;

export interface HandedOnHandlerOptions extends IntakeOptions {
  /** A tier's delay by its topic, ms; 0 for a topic that is no tier. */
  readonly delayMsOf: (topic: string) => number;
  readonly now: () => number;
  /** Ends waits for the view when the process stops. */
  readonly signal: AbortSignal;
}

interface CameBack {
  readonly event: EventOnHand;
  readonly handedOn: HandedOn;
  readonly destination: Destination | undefined;
}

export class HandedOnHandler implements RecordHandler {
  readonly #options: HandedOnHandlerOptions;
  /** Highest registry offset that was waited for. It may be one of a former log, which no view reaches any more. */
  #waitedFor = -1n;

  constructor(options: HandedOnHandlerOptions) {
    this.#options = options;
  }

  /** Due by the broker's clock, and only when this view has seen all that the one who handed it on had seen. */
  admit(record: ConsumedRecord): Hold | undefined {
    const { view, whenViewReady, now, delayMsOf } = this.#options;
    const dueInMs = record.appendedAtMs + delayMsOf(record.topic) - now();
    if (dueInMs > 0) {
      const heldMs = Math.max(dueInMs, heldMsMin);
      return { reason: 'not_due', until: wait(heldMs, undefined, { ref: false }) };
    }
    if (view.state !== 'complete') return { reason: 'view', until: whenViewReady() };
    const offset = readRegistryOffset(record.headers);
    if (offset === undefined || view.reached(offset) || offset <= this.#waitedFor) return undefined;
    return { reason: 'view_behind', until: this.#waitFor(offset) };
  }

  take(record: ConsumedRecord, place: RecordPlace): void {
    const { handOn, load, count } = this.#options;
    const held = (): RecordPlace => heldPlace(place, load, record.value?.length ?? 0);
    count('taken');
    const handedOn = readHandedOn(record.headers);
    const read = readEvent(record);
    if ('fault' in handedOn) {
      count('poison');
      handOn.recordToDeadLetters(record, { reason: 'unreadable_handover', detail: handedOn.fault }, held());
    } else if (read.kind === 'poison') {
      count('poison');
      handOn.recordToDeadLetters(record, read, held());
    } else {
      const event = new EventOnHand({
        event: read.event,
        eventType: read.eventType,
        origin: handedOn.origin,
        value: Buffer.from(record.value ?? []),
      });
      this.#deliver({ event, handedOn, destination: this.#destinationOf(read, handedOn) }, place);
    }
  }

  async #waitFor(offset: bigint): Promise<void> {
    const { view, signal } = this.#options;
    try {
      await view.whenReached(offset, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    if (offset > this.#waitedFor) this.#waitedFor = offset;
  }

  /** What is absent here is deleted: the view has seen at least what the match had seen. */
  #destinationOf(
    read: ReadableEvent | ReadableAutomation,
    { subscriptionId }: HandedOn,
  ): Destination | undefined {
    const { view } = this.#options;
    if (read.kind === 'event') return view.subscription(subscriptionId);
    const account = view.account(read.event.attributes.accountId);
    return account && automationOf(account, read.target);
  }

  #deliver({ event, handedOn, destination }: CameBack, place: RecordPlace): void {
    const { load, begin, count, limitsHoldHere } = this.#options;
    if (destination === undefined) {
      count('unmatched');
      place.complete();
      return;
    }
    const bytes = deliveryOverheadBytes + event.value.length;
    begin({
      event,
      destination,
      history: handedOn,
      limitsHoldHere,
      registryOffset: BigInt(handedOn.registryOffset),
      bytes,
      place: new HeldPlace(place, load, bytes),
    });
  }
}
