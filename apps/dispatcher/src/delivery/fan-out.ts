// The deliveries of one event to its subscriptions: begun in chunks, so that an event that thousands want does not
// fill memory and lanes at once. The matches are fixed when the event is read.
import type { RecordPlace, ViewedSubscription } from '@posthorn/kafka';

/** Deliveries of one event that are under way at the same time. */
export const fanOutInFlightMax = 200;
/** What takes longer holds no place: one slow endpoint of many must not hold up the others. */
const placeHeldMs = 3_000;

export interface FanOutOptions {
  readonly subscriptions: readonly ViewedSubscription[];
  /** Begins one delivery, whose place is to be completed once. */
  readonly begin: (subscription: ViewedSubscription, place: RecordPlace) => void;
  /** Complete when every delivery is. */
  readonly place: RecordPlace;
  /** Calls `action` once, after so many milliseconds. */
  readonly later: (waitMs: number, action: () => void) => void;
}

export class FanOut {
  readonly #options: FanOutOptions;
  #next = 0;
  #completeCount = 0;

  constructor(options: FanOutOptions) {
    this.#options = options;
  }

  /** Begins the first chunk at once, and one more delivery whenever one is complete or takes long. */
  begin(): void {
    const first = Math.min(this.#options.subscriptions.length, fanOutInFlightMax);
    for (let count = 0; count < first; count += 1) this.beginNext();
  }

  isOurs(): boolean {
    return this.#options.place.isOurs();
  }

  /** One is complete; `held`: and leaves its place among the deliveries that are under way. */
  completeOne(held: boolean): void {
    this.#completeCount += 1;
    if (this.#completeCount === this.#options.subscriptions.length) this.#options.place.complete();
    else if (held) this.beginNext();
  }

  beginNext(): void {
    const { subscriptions, begin, later } = this.#options;
    const subscription = subscriptions[this.#next];
    if (subscription === undefined) return;
    this.#next += 1;
    const place = new FanOutPlace(this);
    if (subscriptions.length > fanOutInFlightMax)
      later(placeHeldMs, () => {
        place.pass();
      });
    begin(subscription, place);
  }
}

/** The place of one of the deliveries. */
class FanOutPlace implements RecordPlace {
  readonly #fanOut: FanOut;
  #isHeld = true;

  constructor(fanOut: FanOut) {
    this.#fanOut = fanOut;
  }

  complete(): void {
    const held = this.#isHeld;
    this.#isHeld = false;
    this.#fanOut.completeOne(held);
  }

  isOurs(): boolean {
    return this.#fanOut.isOurs();
  }

  /** It takes long, and holds up nobody from here on. */
  pass(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#fanOut.beginNext();
  }
}
