// The deliveries of one event to its subscriptions: begun in chunks, so that an event that thousands want does not
// fill memory and lanes at once. The matches are fixed when the event is read.
import type { RecordPlace, ViewedSubscription } from '@posthorn/kafka';

/** Deliveries of one event that are under way at the same time. */
export const fanOutInFlightMax = 200;
/** What takes longer holds no place: one slow endpoint of many must not hold up the others. */
const placeHeldMs = 3_000;

export interface FanOutOptions {
  readonly subscriptions: readonly ViewedSubscription[];
  /** Begins one delivery; `settled` is to be called once when it is complete. */
  readonly begin: (subscription: ViewedSubscription, settled: () => void) => void;
  /** Complete when every delivery is. */
  readonly place: Pick<RecordPlace, 'complete'>;
  /** Calls `action` once, after so many milliseconds. */
  readonly later: (waitMs: number, action: () => void) => void;
}

/** Begins the first chunk at once, and one more delivery whenever one is complete or takes long. */
export function fanOut({ subscriptions, begin, place, later }: FanOutOptions): void {
  let next = 0;
  let settledCount = 0;
  const beginNext = (): void => {
    const subscription = subscriptions[next];
    if (subscription === undefined) return;
    next += 1;
    const leave = once(beginNext);
    if (subscriptions.length > fanOutInFlightMax) later(placeHeldMs, leave);
    begin(subscription, () => {
      settledCount += 1;
      if (settledCount === subscriptions.length) place.complete();
      else leave();
    });
  };
  const first = Math.min(subscriptions.length, fanOutInFlightMax);
  for (let count = 0; count < first; count += 1) beginNext();
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    action();
  };
}
