// The subscriptions of each account as lists that a reader may keep: a list that was lent is never changed, only
// replaced by the next change.
import type { ViewedSubscription } from './viewed-subscription.js';

const none: readonly ViewedSubscription[] = Object.freeze([]);

export class SubscriptionsByAccount {
  readonly #lists = new Map<string, ViewedSubscription[]>();
  readonly #lent = new WeakSet<readonly ViewedSubscription[]>();

  of(accountId: string): readonly ViewedSubscription[] {
    const list = this.#lists.get(accountId);
    if (list === undefined) return none;
    this.#lent.add(list);
    return list;
  }

  /** `former` leaves, `next` comes; each may be absent. */
  replace(former: ViewedSubscription | undefined, next: ViewedSubscription | undefined): void {
    if (former !== undefined && former.account_id === next?.account_id) {
      const list = this.#owned(former.account_id);
      list[list.indexOf(former)] = next;
      return;
    }
    if (former !== undefined) this.#remove(former);
    if (next !== undefined) this.#owned(next.account_id).push(next);
  }

  #remove(subscription: ViewedSubscription): void {
    const list = this.#owned(subscription.account_id);
    list.splice(list.indexOf(subscription), 1);
    if (list.length === 0) this.#lists.delete(subscription.account_id);
  }

  /** The account's list, free to be changed. */
  #owned(accountId: string): ViewedSubscription[] {
    const list = this.#lists.get(accountId);
    if (list !== undefined && !this.#lent.has(list)) return list;
    const own = list === undefined ? [] : [...list];
    this.#lists.set(accountId, own);
    return own;
  }
}
