// What all deliveries in memory take together, against the process's bounds. Over a bound, reading pauses; it goes on
// only well below, so that it does not flicker.

export interface LoadBounds {
  readonly deliveriesMax: number;
  readonly bytesMax: number;
}

/** Reading goes on below this share of the bounds. */
const resumeShare = 0.7;

export class Load {
  readonly #bounds: LoadBounds;
  readonly #onChange: (over: boolean) => void;
  #deliveries = 0;
  #bytes = 0;
  #over = false;

  constructor(bounds: LoadBounds, onChange: (over: boolean) => void) {
    this.#bounds = bounds;
    this.#onChange = onChange;
  }

  get deliveries(): number {
    return this.#deliveries;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Counts a delivery until the returned function is called. */
  hold(bytes: number): () => void {
    this.#change(1, bytes);
    return () => {
      this.#change(-1, -bytes);
    };
  }

  #change(deliveries: number, bytes: number): void {
    this.#deliveries += deliveries;
    this.#bytes += bytes;
    const share = Math.max(
      this.#deliveries / this.#bounds.deliveriesMax,
      this.#bytes / this.#bounds.bytesMax,
    );
    const over = this.#over ? share > resumeShare : share >= 1;
    if (over === this.#over) return;
    this.#over = over;
    this.#onChange(over);
  }
}
