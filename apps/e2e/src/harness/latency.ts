// How long events took from Kafka's append to a receiver; printed by guarantees, and bounded where one would wait for
// another's timeout.
import type { ReceivedRequest } from '@posthorn/testing';
import type { Subscription } from './customer.js';
import type { SentEvent } from './event-writer.js';
import { deliveryId, idOf } from './tally.js';

/** Ascending; infinite for what never came. */
export function latenciesMs(
  sent: readonly SentEvent[],
  subscription: Subscription,
  posts: readonly ReceivedRequest[],
): readonly number[] {
  const receivedAtMs = new Map(posts.map((post) => [idOf(post), post.receivedAtMs]));
  return sent
    .map((event) => (receivedAtMs.get(deliveryId(event, subscription)) ?? Infinity) - event.appendedAtMs)
    .sort((a, b) => a - b);
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
