// Which subscriptions want an event: by account, event type, source, list and schema, all in memory. The answer is an
// index per account, built when the account's subscriptions are first asked for after a change.
import type { EventAttributes, EventType } from '@posthorn/contracts';
import type { ViewedSubscription } from '@posthorn/kafka';

export interface MatchedEvent {
  readonly attributes: EventAttributes;
  readonly eventType: EventType;
  /** The broker's append time of the event, ms. */
  readonly appendedAtMs: number;
}

export interface Match {
  readonly active: readonly ViewedSubscription[];
  /** Matching, but paused, disabled or suspended: their deliveries are complete without a POST. */
  readonly inactive: number;
}

type ByEventType = ReadonlyMap<string, readonly ViewedSubscription[]>;

const nobody: Match = { active: [], inactive: 0 };

export class SubscriptionMatcher {
  /** By the list that the view hands out: a change makes another list, and so another index. */
  readonly #indexes = new WeakMap<readonly ViewedSubscription[], ByEventType>();

  /** `subscriptions` are all of the event's account. */
  match(event: MatchedEvent, subscriptions: readonly ViewedSubscription[]): Match {
    if (event.attributes.mass) return nobody;
    const candidates = this.#indexOf(subscriptions).get(event.attributes.type);
    if (candidates === undefined) return nobody;
    const wanting = candidates.filter((subscription) => wants(subscription, event));
    const active = wanting.filter(({ state }) => state === 'active');
    return { active, inactive: wanting.length - active.length };
  }

  #indexOf(subscriptions: readonly ViewedSubscription[]): ByEventType {
    const known = this.#indexes.get(subscriptions);
    if (known !== undefined) return known;
    const index = new Map<string, ViewedSubscription[]>();
    for (const subscription of subscriptions) {
      for (const type of subscription.event_types) {
        const others = index.get(type);
        if (others === undefined) index.set(type, [subscription]);
        else others.push(subscription);
      }
    }
    this.#indexes.set(subscriptions, index);
    return index;
  }
}

/** The event type fits already. A list counts only for types that take one. */
function wants(
  subscription: ViewedSubscription,
  { attributes, eventType, appendedAtMs }: MatchedEvent,
): boolean {
  if (appendedAtMs < subscription.effectiveFromMs) return false;
  if (!subscription.sources.includes(attributes.initiatedFrom)) return false;
  const { list_id: listId, schema_id: schemaId } = subscription;
  if (schemaId !== undefined && schemaId !== attributes.schemaId) return false;
  return listId === undefined || !eventType.takesList || attributes.listIds.includes(listId);
}
