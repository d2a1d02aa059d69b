// The hosts of destinations' URLs, read once for each state of a subscription: a URL costs more to read than most of
// what a delivery needs.
import type { Destination } from '../delivery/destination.js';

export class Hosts {
  readonly #known = new WeakMap<Destination, string>();

  /** With its port. A URL that is none has no host, and stands for itself; its outcome is `blocked`. */
  of(destination: Destination): string {
    const known = this.#known.get(destination);
    if (known !== undefined) return known;
    const { url } = destination;
    const host = URL.canParse(url) ? new URL(url).host : url;
    this.#known.set(destination, host);
    return host;
  }
}
