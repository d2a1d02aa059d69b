// Whether our own network is at fault rather than the receivers. Then failures prove nothing, and handing on would
// only move every delivery into the retry tiers: the deliveries stay in their lanes and reading pauses instead. Pure.
import type { Outcome } from '@posthorn/delivery';

const windowMs = 10_000;
const hostsMin = 5;
const failedShare = 0.8;
const hostsMax = 1_000;

interface Tried {
  atMs: number;
  /** Ended before any connection was there. */
  failed: boolean;
}

export class NetworkSuspicion {
  /** The last try of each host. */
  readonly #hosts = new Map<string, Tried>();
  #answeredAtMs = -Infinity;

  add(host: string, outcome: Outcome, nowMs: number): void {
    const failed =
      outcome.kind === 'unreachable' && (outcome.reason === 'connect' || outcome.reason === 'dns');
    if (outcome.kind === 'delivered' || outcome.kind === 'rejected') this.#answeredAtMs = nowMs;
    const tried = this.#hosts.get(host);
    if (tried === undefined) this.#meet(host, { atMs: nowMs, failed });
    else {
      tried.atMs = nowMs;
      tried.failed = failed;
    }
  }

  #meet(host: string, tried: Tried): void {
    if (this.#hosts.size >= hostsMax) this.#forgetOne(tried.atMs);
    this.#hosts.set(host, tried);
  }

  /** One that was not tried lately, if there is any: it counts no more. */
  #forgetOne(nowMs: number): void {
    const hosts = [...this.#hosts];
    const [forgotten] = hosts.find(([, { atMs }]) => nowMs - atMs >= windowMs) ?? hosts[0] ?? [];
    if (forgotten !== undefined) this.#hosts.delete(forgotten);
  }

  /** Of at least 5 hosts tried within 10 s over 80 % were not reached, and nobody answered. */
  isSuspect(nowMs: number): boolean {
    if (nowMs - this.#answeredAtMs < windowMs) return false;
    const lately = [...this.#hosts.values()].filter(({ atMs }) => nowMs - atMs < windowMs);
    const failed = lately.filter((tried) => tried.failed).length;
    return lately.length >= hostsMin && failed > lately.length * failedShare;
  }
}
