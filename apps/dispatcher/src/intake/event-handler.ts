// Takes records of `events.*`: reads the event, finds who wants it, and begins a delivery for each. What an automation
// sends wants no finding: that is `AutomationIntake`'s.
import { assertNever } from '@posthorn/contracts';
import type { ConsumedRecord, Hold, RecordHandler, RecordPlace, ViewedSubscription } from '@posthorn/kafka';
import { deliveryOverheadBytes, untried, type Delivery } from '../delivery/delivery.js';
import { EventOnHand } from '../delivery/event-on-hand.js';
import { FanOut, fanOutInFlightMax } from '../delivery/fan-out.js';
import type { SubscriptionMatcher } from '../matching/subscription-matcher.js';
import { WantedBy } from '../matching/wanted-by.js';
import { AutomationIntake } from './automation-intake.js';
import { HeldPlace } from './held-place.js';
import { heldPlace, type IntakeOptions } from './intake-options.js';
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

  take(record: ConsumedRecord, place: RecordPlace): void {
    const { handOn, load, count, recordBytesMax } = this.#options;
    count('taken');
    const bytes = record.value?.length ?? 0;
    if (bytes > recordBytesMax) {
      count('too_large');
      const detail = `${bytes} bytes, at most ${recordBytesMax} are taken`;
      const letter = { reason: 'too_large', detail } as const;
      handOn.recordToDeadLetters({ ...record, value: null }, letter, heldPlace(place, load, 0));
      return;
    }
    const read = readEvent(record);
    switch (read.kind) {
      case 'event':
        this.#deliver(record, read, place);
        return;
      case 'automation':
        this.#automations.take(record, read, place);
        return;
      case 'poison':
        count('poison');
        handOn.recordToDeadLetters(record, read, heldPlace(place, load, bytes));
        return;
      default:
        assertNever(read);
    }
  }

  /**
   * Complete when every delivery is. A view that was asked for its end after the record was there lacks nobody who
   * wanted it; otherwise there is a second look, when the view has caught up.
   */
  #deliver(record: ConsumedRecord, { event, eventType }: ReadableEvent, place: RecordPlace): void {
    const { view, count, matcher } = this.#options;
    const { attributes } = event;
    if (view.account(attributes.accountId) === undefined) count('unknown_account');
    const matched = { attributes, appendedAtMs: record.appendedAtMs };
    const wantedBy = new WantedBy(matched, { view, matcher });
    const { active, inactive } = wantedBy.first;
    if (inactive > 0) count('inactive', inactive);
    const matchedRecord = { record, event, eventType };
    if (view.hasCaughtUpWith(record.knownAtMs)) {
      if (active.length === 0) count('unmatched');
      this.#fanOut(matchedRecord, active, place);
      return;
    }
    const shared = new SharedPlace(place);
    const bytes = deliveryOverheadBytes + (record.value?.length ?? 0);
    this.#lookAgain(bytes, () => {
      const late = wantedBy.late();
      if (active.length + late.length === 0) count('unmatched');
      this.#fanOut(matchedRecord, late, shared);
    });
    this.#fanOut(matchedRecord, active, shared);
  }

  #lookAgain(bytes: number, look: () => void): void {
    const { load, secondLooks } = this.#options;
    load.hold(bytes);
    secondLooks.add(() => {
      load.release(bytes);
      look();
    });
  }

  #fanOut(matched: MatchedRecord, subscriptions: readonly ViewedSubscription[], place: RecordPlace): void {
    const [first] = subscriptions;
    if (first === undefined) {
      place.complete();
      return;
    }
    const event = onHand(matched);
    const share = Math.ceil(event.value.length / Math.min(subscriptions.length, fanOutInFlightMax));
    const wanted = { event, registryOffset: this.#options.view.offset, bytes: deliveryOverheadBytes + share };
    if (subscriptions.length === 1) {
      this.#begin(wanted, first, place);
      return;
    }
    const fanOut = new FanOut({
      subscriptions,
      place,
      later: this.#options.later,
      begin: (subscription, itsPlace) => {
        this.#begin(wanted, subscription, itsPlace);
      },
    });
    fanOut.begin();
  }

  #begin(
    { event, registryOffset, bytes }: Wanted,
    destination: ViewedSubscription,
    place: RecordPlace,
  ): void {
    const { begin, limitsHoldHere, load } = this.#options;
    begin({
      event,
      destination,
      history: untried,
      limitsHoldHere,
      registryOffset,
      bytes,
      place: new HeldPlace(place, load, bytes),
    });
  }
}

interface MatchedRecord extends Pick<ReadableEvent, 'event' | 'eventType'> {
  readonly record: ConsumedRecord;
}

/** What the deliveries of an event have in common. */
type Wanted = Pick<Delivery, 'event' | 'registryOffset' | 'bytes'>;

function onHand({ record, event, eventType }: MatchedRecord): EventOnHand {
  const { topic, partition, offset, value } = record;
  return new EventOnHand({
    event,
    eventType,
    origin: { topic, partition, offset },
    value: Buffer.from(value ?? []),
  });
}

/** A record's place that two share, the first look's deliveries and the second's: complete when both are. */
class SharedPlace implements RecordPlace {
  readonly #place: RecordPlace;
  #isHalfDone = false;

  constructor(place: RecordPlace) {
    this.#place = place;
  }

  complete(): void {
    if (this.#isHalfDone) this.#place.complete();
    this.#isHalfDone = true;
  }

  isOurs(): boolean {
    return this.#place.isOurs();
  }
}
