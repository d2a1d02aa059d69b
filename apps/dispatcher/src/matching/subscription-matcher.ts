// Which subscriptions want an event: by account, event type, list, source and schema, all in memory. There is an index
// per account, by event type and list, built when the account's subscriptions are first asked for after a change: an
// account may have thousands of subscriptions, each to a list of its own.
import { findEventType, type EventAttributes } from '@posthorn/contracts';
import type { ViewedSubscription } from '@posthorn/kafka';

export interface MatchedEvent {
  readonly attributes: EventAttributes;
  /** The broker's append time of the event, ms. */
  readonly appendedAtMs: number;
}

export interface Match {
  readonly active: readonly ViewedSubscription[];
  /** Matching, but paused, disabled or suspended: their deliveries are complete without a POST. */
  readonly inactive: number;
}

/** The subscriptions of an account. */
interface Index {
  /** Of whatever list. A list counts only for types that take one. */
  readonly byType: Map<string, ViewedSubscription[]>;
  /** Of one list, whatever their types. */
  readonly byList: Map<string, ViewedSubscription[]>;
}

const nobody: Match = { active: [], inactive: 0 };

export class SubscriptionMatcher {
  /** By the list that the view hands out: a change makes another list, and so another index. */
  readonly #indexes = new WeakMap<readonly ViewedSubscription[], Index>();

  /** `subscriptions` are all of the event's account. */
  match(event: MatchedEvent, subscriptions: readonly ViewedSubscription[]): Match {
    if (event.attributes.mass) return nobody;
    const candidates = candidatesOf(event, this.#indexOf(subscriptions));
    if (candidates.length === 0) return nobody;
    const wanting = candidates.filter((subscription) => wants(subscription, event));
    const active = wanting.filter(({ state }) => state === 'active');
    return { active, inactive: wanting.length - active.length };
  }

  #indexOf(subscriptions: readonly ViewedSubscription[]): Index {
    const known = this.#indexes.get(subscriptions);
    if (known !== undefined) return known;
    const index: Index = { byType: new Map(), byList: new Map() };
    for (const subscription of subscriptions) {
      const { event_types: types, list_id: listId } = subscription;
      for (const type of types)
        if (listId === undefined || !takesList(type)) put(index.byType, type, subscription);
      if (listId !== undefined) put(index.byList, listId, subscription);
    }
    this.#indexes.set(subscriptions, index);
    return index;
  }
}

const takesList = (type: string): boolean => findEventType(type)?.takesList === true;

/** Those whose event types and list fit. */
function candidatesOf(
  { attributes: { type, listIds } }: MatchedEvent,
  { byType, byList }: Index,
): readonly ViewedSubscription[] {
  const ofAnyList = byType.get(type) ?? [];
  if (byList.size === 0 || listIds.length === 0 || !takesList(type)) return ofAnyList;
  const ofLists = Array.from(new Set(listIds), (listId) => byList.get(listId) ?? []).flat();
  return [...ofAnyList, ...ofLists.filter(({ event_types: types }) => types.includes(type))];
}

/** Event type and list fit already. */
function wants(subscription: ViewedSubscription, { attributes, appendedAtMs }: MatchedEvent): boolean {
  if (appendedAtMs < subscription.effectiveFromMs) return false;
  if (!subscription.sources.includes(attributes.initiatedFrom)) return false;
  const { schema_id: schemaId } = subscription;
  return schemaId === undefined || schemaId === attributes.schemaId;
}

function put(map: Map<string, ViewedSubscription[]>, key: string, subscription: ViewedSubscription): void {
  const others = map.get(key);
  if (others === undefined) map.set(key, [subscription]);
  else others.push(subscription);
}
