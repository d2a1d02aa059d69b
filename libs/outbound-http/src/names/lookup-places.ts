// Paces the questions to name servers. A lookup holds a place until it is answered, or until it is no longer prompt:
// names that never resolve then cost the others a short wait and not the whole timeout.

export interface LookupPlacesSettings {
  readonly placesMax: number;
  /** After this time a lookup goes on without its place. */
  readonly promptMs: number;
}

export class LookupPlaces {
  readonly #settings: LookupPlacesSettings;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(settings: LookupPlacesSettings) {
    this.#settings = settings;
  }

  /** Runs `lookup` as soon as there is a place, first come, first served. */
  async hold<T>(lookup: () => Promise<T>): Promise<T> {
    if (this.#taken < this.#settings.placesMax) this.#taken += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const giveUp = once(() => {
      this.#passOn();
    });
    const timer = setTimeout(giveUp, this.#settings.promptMs);
    try {
      return await lookup();
    } finally {
      clearTimeout(timer);
      giveUp();
    }
  }

  #passOn(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken -= 1;
  }
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
