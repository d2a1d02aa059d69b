// Takes records of `events.*`: reads the event, finds who wants it, and begins a delivery for each. What an automation
// sends wants no finding: that is `AutomationIntake`'s.
import { assertNever } from '@posthorn/contracts';
import type { ConsumedRecord, Hold, RecordHandler, ViewedSubscription } from '@posthorn/kafka';
import { deliveryOverheadBytes, untried } from '../delivery/delivery.js';
import { EventOnHand } from '../delivery/event-on-hand.js';
import { fanOut, fanOutInFlightMax } from '../delivery/fan-out.js';
import type { SubscriptionMatcher } from '../matching/subscription-matcher.js';
import { WantedBy } from '../matching/wanted-by.js';
import { AutomationIntake } from './automation-intake.js';
import { heldUntil, type IntakeOptions, type Place } from './intake-options.js';
import { readEvent, type ReadableEvent } from './read-event.js';
import type { SecondLooks } from './second-looks.js';

export interface EventHandlerOptions extends IntakeOptions {
  readonly matcher: SubscriptionMatcher;
  readonly secondLooks: Pick<SecondLooks, 'add'>;
  /** Calls `action` once, after so many milliseconds. */
  readonly later: (waitMs: number, action: () => void) => void;
}

export class EventHandler implements RecordHandler {
  readonly #options: EventHandlerOptions;
  readonly #automations: AutomationIntake;

  constructor(options: EventHandlerOptions) {
    this.#options = options;
    this.#automations = new AutomationIntake(options);
  }

  /** Nothing is matched before the view is complete: what it lacks would count as not wanted. */
  admit(): Hold | undefined {
    const { view, whenViewReady } = this.#options;
    return view.state === 'complete' ? undefined : { reason: 'view', until: whenViewReady() };
  }

  take(record: ConsumedRecord, complete: () => void, isOurs: () => boolean): void {
    const { handOn, load, count, recordBytesMax } = this.#options;
    count('taken');
    const bytes = record.value?.length ?? 0;
    if (bytes > recordBytesMax) {
      count('too_large');
      const detail = `${bytes} bytes, at most ${recordBytesMax} are taken`;
      const letter = { reason: 'too_large', detail } as const;
      handOn.recordToDeadLetters({ ...record, value: null }, letter, heldUntil(complete, load, 0));
      return;
    }
    const read = readEvent(record);
    switch (read.kind) {
      case 'event':
        this.#deliver(record, read, { complete, isOurs });
        return;
      case 'automation':
        this.#automations.take(record, read, { complete, isOurs });
        return;
      case 'poison':
        count('poison');
        handOn.recordToDeadLetters(record, read, heldUntil(complete, load, bytes));
        return;
      default:
        assertNever(read);
    }
  }

  /** Complete when every delivery is, and when the second look has found nobody else, or those have theirs too. */
  #deliver(record: ConsumedRecord, { event, eventType }: ReadableEvent, place: Place): void {
    const { view, count, load, matcher, secondLooks } = this.#options;
    const { attributes } = event;
    if (view.account(attributes.accountId) === undefined) count('unknown_account');
    const matched = { attributes, appendedAtMs: record.appendedAtMs };
    const wantedBy = new WantedBy(matched, { view, matcher });
    const { active, inactive } = wantedBy.first;
    if (inactive > 0) count('inactive', inactive);
    const { topic, partition, offset } = record;
    const onHand = (): EventOnHand =>
      new EventOnHand({
        event,
        eventType,
        origin: { topic, partition, offset },
        value: Buffer.from(record.value ?? []),
      });
    const part = completesAfter(2, place);
    const release = load.hold(deliveryOverheadBytes + (record.value?.length ?? 0));
    secondLooks.add(() => {
      release();
      const late = wantedBy.late();
      if (active.length + late.length === 0) count('unmatched');
      this.#fanOut(onHand, late, part);
    });
    this.#fanOut(onHand, active, part);
  }

  #fanOut(
    eventOnHand: () => EventOnHand,
    subscriptions: readonly ViewedSubscription[],
    { complete, isOurs }: Place,
  ): void {
    if (subscriptions.length === 0) {
      complete();
      return;
    }
    const { view, load, begin, limitsHoldHere, later } = this.#options;
    const event = eventOnHand();
    const registryOffset = view.offset;
    const bytes =
      deliveryOverheadBytes +
      Math.ceil(event.value.length / Math.min(subscriptions.length, fanOutInFlightMax));
    fanOut({
      subscriptions,
      complete,
      later,
      begin: (subscription, settledOne) => {
        const release = load.hold(bytes);
        const settled = (): void => {
          release();
          settledOne();
        };
        begin({
          event,
          destination: subscription,
          registryOffset,
          bytes,
          settled,
          isOurs,
          limitsHoldHere,
          history: untried,
        });
      },
    });
  }
}

/** The same place, complete at the call number `parts`. */
function completesAfter(parts: number, { complete, isOurs }: Place): Place {
  let rest = parts;
  return {
    isOurs,
    complete: () => {
      rest -= 1;
      if (rest === 0) complete();
    },
  };
}
