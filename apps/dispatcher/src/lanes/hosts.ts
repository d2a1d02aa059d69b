// The hosts of subscriptions' URLs, read once for each state of a subscription: a URL costs more to read than most of
// what a delivery needs.
import type { ViewedSubscription } from '@posthorn/kafka';

export class Hosts {
  readonly #known = new WeakMap<ViewedSubscription, string>();

  /** With its port. A URL that is none has no host, and stands for itself; its outcome is `blocked`. */
  of(subscription: ViewedSubscription): string {
    const known = this.#known.get(subscription);
    if (known !== undefined) return known;
    const { url } = subscription;
    const host = URL.canParse(url) ? new URL(url).host : url;
    this.#known.set(subscription, host);
    return host;
  }
}
