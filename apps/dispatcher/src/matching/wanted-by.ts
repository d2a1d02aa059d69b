// Who wants one event: at the first look, when it is read, and at a second one, when the view has caught up with that
// moment. What the second look adds was published before it, and this process had not seen it yet.
import type { RegistryView, ViewedSubscription } from '@posthorn/kafka';
import type { MatchedEvent, Match, SubscriptionMatcher } from './subscription-matcher.js';

export interface WantedByOptions {
  readonly view: Pick<RegistryView, 'subscriptionsOf'>;
  readonly matcher: SubscriptionMatcher;
}

export class WantedBy {
  readonly first: Match;
  readonly #event: MatchedEvent;
  readonly #options: WantedByOptions;
  /** A view lends lists that are never changed: the same list means the same subscriptions. */
  readonly #seen: readonly ViewedSubscription[];

  constructor(event: MatchedEvent, options: WantedByOptions) {
    this.#event = event;
    this.#options = options;
    this.#seen = this.#subscriptions();
    this.first = options.matcher.match(event, this.#seen);
  }

  /**
   * Those that the first look did not have, as they were at the event: one that was known and not active, and was
   * resumed after the event, is none of them.
   */
  late(): readonly ViewedSubscription[] {
    const now = this.#subscriptions();
    if (now === this.#seen) return [];
    const had = new Set(this.first.active.map(({ id }) => id));
    const known = new Set(this.#seen.map(({ id }) => id));
    return this.#options.matcher
      .match(this.#event, now)
      .active.filter(({ id }) => !had.has(id))
      .filter(({ id, changedAtMs }) => !known.has(id) || changedAtMs <= this.#event.appendedAtMs);
  }

  #subscriptions(): readonly ViewedSubscription[] {
    return this.#options.view.subscriptionsOf(this.#event.attributes.accountId);
  }
}
