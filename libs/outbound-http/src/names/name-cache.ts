// The addresses of names, kept for a while; one question at a time for one name. What an address may be used for is
// decided where the socket is opened.
import { isLocalhost } from '../target/localhost.js';
import { LookupPlaces } from './lookup-places.js';
import type { ResolvedName, ResolveName } from './resolve-name.js';

export interface NameCacheSettings {
  readonly ttlMinMs: number;
  readonly ttlMaxMs: number;
  /** How long a failed lookup is answered with the same failure. */
  readonly failureTtlMs: number;
  readonly namesMax: number;
  readonly placesMax: number;
  readonly promptMs: number;
}

export const defaultNameCacheSettings: NameCacheSettings = {
  ttlMinMs: 5_000,
  ttlMaxMs: 60_000,
  failureTtlMs: 5_000,
  namesMax: 10_000,
  placesMax: 64,
  promptMs: 250,
};

interface KeptName {
  readonly answer: Promise<ResolvedName>;
  /** By `performance.now()`; without end while the question is open. */
  untilMs: number;
}

const loopback: readonly string[] = ['127.0.0.1', '::1'];

export class NameCache {
  readonly #resolve: ResolveName;
  readonly #settings: NameCacheSettings;
  readonly #places: LookupPlaces;
  readonly #kept = new Map<string, KeptName>();

  constructor(resolve: ResolveName, settings: NameCacheSettings) {
    this.#resolve = resolve;
    this.#settings = settings;
    this.#places = new LookupPlaces(settings);
  }

  /** At least one address; rejects with Node's DNS error. */
  async addressesOf(name: string): Promise<readonly string[]> {
    if (isLocalhost(name)) return loopback;
    const kept = this.#kept.get(name);
    const answer = kept && performance.now() < kept.untilMs ? kept.answer : this.#ask(name);
    return (await answer).addresses;
  }

  #ask(name: string): Promise<ResolvedName> {
    const { ttlMinMs, ttlMaxMs, failureTtlMs } = this.#settings;
    const kept: KeptName = {
      answer: this.#places.hold(() => this.#resolve(name)),
      untilMs: Infinity,
    };
    kept.answer.then(
      ({ ttlS }) => (kept.untilMs = performance.now() + clamp(ttlS * 1_000, ttlMinMs, ttlMaxMs)),
      () => (kept.untilMs = performance.now() + failureTtlMs),
    );
    this.#keep(name, kept);
    return kept.answer;
  }

  #keep(name: string, kept: KeptName): void {
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    if (this.#kept.size <= this.#settings.namesMax) return;
    const [oldest = name] = this.#kept.keys();
    this.#kept.delete(oldest);
  }
}

const clamp = (value: number, lowest: number, highest: number): number =>
  Math.min(Math.max(value, lowest), highest);
