// Counts what a receiver got against what was sent: which deliveries were lost, and which came more often than once.
import { webhookId } from '@posthorn/delivery';
import type { ReceivedRequest } from '@posthorn/testing';
import type { Subscription } from './customer.js';
import type { SentEvent } from './event-writer.js';

export interface Tally {
  readonly events: number;
  /** `webhook-id` of deliveries that never came. */
  readonly lost: readonly string[];
  /** POSTs beyond the first one, by `webhook-id`. */
  readonly repeated: ReadonlyMap<string, number>;
  /** POSTs that belong to no event that was sent. */
  readonly foreign: readonly string[];
}

/** What a receiver knows the delivery by. */
export const deliveryId = (event: Pick<SentEvent, 'id' | 'source'>, subscription: Subscription): string =>
  webhookId(subscription.accountId, event.source, { eventId: event.id, subscriptionId: subscription.id });

export const idOf = ({ headers }: Pick<ReceivedRequest, 'headers'>): string => headers['webhook-id'] ?? '';

/** `posts` are those that were answered 2xx. */
export function tally(
  sent: readonly SentEvent[],
  subscription: Subscription,
  posts: readonly Pick<ReceivedRequest, 'headers'>[],
): Tally {
  const wanted = sent.map((event) => deliveryId(event, subscription));
  return tallyOfDeliveries(wanted, posts);
}

/** The same for deliveries to several subscriptions, by what their receivers know them by. */
export function tallyOfDeliveries(
  wanted: readonly string[],
  posts: readonly Pick<ReceivedRequest, 'headers'>[],
): Tally {
  const counts = new Map(wanted.map((id) => [id, 0]));
  const foreign: string[] = [];
  for (const id of posts.map(idOf)) {
    const count = counts.get(id);
    if (count === undefined) foreign.push(id);
    else counts.set(id, count + 1);
  }
  const all = [...counts];
  return {
    events: wanted.length,
    lost: all.filter(([, count]) => count === 0).map(([id]) => id),
    repeated: new Map(all.filter(([, count]) => count > 1).map(([id, count]) => [id, count - 1])),
    foreign,
  };
}

export const repeatedCount = ({ repeated }: Tally): number =>
  [...repeated.values()].reduce((sum, count) => sum + count, 0);

/** The one line that a guarantee prints: `G2 dispatcher killed: 500 events, 0 lost, 7 repeated`. */
export function report(guarantee: string, counted: Tally, more = ''): void {
  const { events, lost } = counted;
  console.log(
    `${guarantee}: ${events} events, ${lost.length} lost, ${repeatedCount(counted)} repeated${more && `; ${more}`}`,
  );
}
