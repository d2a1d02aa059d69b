// The deliveries of one event to its subscriptions: begun in chunks, so that an event that thousands want does not
// fill memory and lanes at once. The matches are fixed when the event is read.
import type { ViewedSubscription } from '@posthorn/kafka';

/** Deliveries of one event that are under way at the same time. */
export const fanOutInFlightMax = 200;

export interface FanOutOptions {
  readonly subscriptions: readonly ViewedSubscription[];
  /** Begins one delivery; `settled` is to be called once when it is complete. */
  readonly begin: (subscription: ViewedSubscription, settled: () => void) => void;
  /** Called once, when every delivery is complete. */
  readonly complete: () => void;
}

/** Begins the first chunk at once, and one more delivery whenever one is complete. */
export function fanOut({ subscriptions, begin, complete }: FanOutOptions): void {
  let next = 0;
  let settledCount = 0;
  const beginNext = (): void => {
    const subscription = subscriptions[next];
    if (subscription === undefined) return;
    next += 1;
    begin(subscription, settleOne);
  };
  const settleOne = (): void => {
    settledCount += 1;
    if (settledCount === subscriptions.length) complete();
    else beginNext();
  };
  const first = Math.min(subscriptions.length, fanOutInFlightMax);
  for (let count = 0; count < first; count += 1) beginNext();
}
