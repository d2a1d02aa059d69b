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

/** Those who want one event type. */
interface Candidates {
  /** Of whatever list; all of them, when the type takes none. */
  readonly ofAnyList: ViewedSubscription[];
  readonly byList: Map<string, ViewedSubscription[]>;
}

type ByEventType = ReadonlyMap<string, Candidates>;

const nobody: Match = { active: [], inactive: 0 };

export class SubscriptionMatcher {
  /** By the list that the view hands out: a change makes another list, and so another index. */
  readonly #indexes = new WeakMap<readonly ViewedSubscription[], ByEventType>();

  /** `subscriptions` are all of the event's account. */
  match(event: MatchedEvent, subscriptions: readonly ViewedSubscription[]): Match {
    const { mass, type, listIds } = event.attributes;
    if (mass) return nobody;
    const candidates = this.#indexOf(subscriptions).get(type);
    if (candidates === undefined) return nobody;
    const wanting = ofLists(candidates, listIds).filter((subscription) => wants(subscription, event));
    const active = wanting.filter(({ state }) => state === 'active');
    return { active, inactive: wanting.length - active.length };
  }

  #indexOf(subscriptions: readonly ViewedSubscription[]): ByEventType {
    const known = this.#indexes.get(subscriptions);
    if (known !== undefined) return known;
    const index = new Map<string, Candidates>();
    for (const subscription of subscriptions)
      for (const type of subscription.event_types) candidatesOf(index, type, subscription).push(subscription);
    this.#indexes.set(subscriptions, index);
    return index;
  }
}

/** Where the subscription stands among those who want the type. A list counts only for types that take one. */
function candidatesOf(
  index: Map<string, Candidates>,
  type: string,
  { list_id: listId }: ViewedSubscription,
): ViewedSubscription[] {
  const candidates = ensured(index, type, () => ({ ofAnyList: [], byList: new Map() }));
  return listId !== undefined && findEventType(type)?.takesList === true
    ? ensured(candidates.byList, listId, () => [])
    : candidates.ofAnyList;
}

/** An event may name a list twice. */
function ofLists(
  { ofAnyList, byList }: Candidates,
  listIds: readonly string[],
): readonly ViewedSubscription[] {
  if (byList.size === 0) return ofAnyList;
  return [...new Set(listIds)].reduce((all, listId) => all.concat(byList.get(listId) ?? []), ofAnyList);
}

/** Event type and list fit already. */
function wants(subscription: ViewedSubscription, { attributes, appendedAtMs }: MatchedEvent): boolean {
  if (appendedAtMs < subscription.effectiveFromMs) return false;
  if (!subscription.sources.includes(attributes.initiatedFrom)) return false;
  const { schema_id: schemaId } = subscription;
  return schemaId === undefined || schemaId === attributes.schemaId;
}

function ensured<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
