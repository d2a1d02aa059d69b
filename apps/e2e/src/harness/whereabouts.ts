// Where a delivery is that its receiver did not take: in a retry tier, among the dead letters, or nowhere.
import type { Subscription } from './customer.js';
import type { SentEvent } from './event-writer.js';
import { deadLetters, originOf, retryRecords } from './handed-on.js';
import type { System } from './system.js';

/** Coordinates of the events of which neither a retry tier nor the dead letters hold a delivery for the subscription. */
export async function keptNowhere(
  system: System,
  sent: readonly SentEvent[],
  subscription: Subscription,
): Promise<readonly string[]> {
  const records = [...(await retryRecords(system)), ...(await deadLetters(system))];
  const kept = new Set(
    records
      .filter(({ subscriptionId }) => subscriptionId === subscription.id)
      .map(({ origin }) => (typeof origin === 'object' ? originOf(origin) : origin)),
  );
  return sent.map(originOf).filter((origin) => !kept.has(origin));
}
