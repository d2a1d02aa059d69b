// What all deliveries in memory take together, against the process's bounds. Over a bound, reading pauses; it goes on
// only well below, so that it does not flicker. How many they may be of late is the memory bound's to say.
import { MemoryBound, type Passage } from './memory-bound.js';

export interface LoadBounds {
  readonly deliveriesMax: number;
  readonly bytesMax: number;
}

/** Reading goes on below this share of the bounds. */
const resumeShare = 0.7;
/** Of what the operator set: below the first share waiting in memory harms nobody, from the second on it harms all. */
const leewayShare = { from: 0.5, to: 0.9 } as const;
/** What a consumer of deliveries that come back may take of the bounds: the rest is left for events. */
const partShare = 0.25;

/** Which bound a part may have its share of: the one of `now`, or the operator's, for what is to wait in memory. */
export type PartOf = 'now' | 'set';

export class Load {
  readonly #bounds: LoadBounds;
  readonly #onChange: (over: boolean) => void;
  readonly #whole: Load | undefined;
  readonly #memory: MemoryBound;
  readonly #partOf: PartOf;
  readonly #parts: Load[] = [];
  #deliveries = 0;
  #bytes = 0;
  #left = 0;
  #over = false;

  constructor(bounds: LoadBounds, onChange: (over: boolean) => void, part?: { whole: Load; of: PartOf }) {
    this.#bounds = bounds;
    this.#onChange = onChange;
    this.#whole = part?.whole;
    this.#partOf = part?.of ?? 'now';
    this.#memory = part === undefined ? new MemoryBound(bounds.deliveriesMax) : part.whole.#memory;
  }

  /** A part that may take a share of the bounds; what it holds counts in the whole, too. */
  part(onChange: (over: boolean) => void, of: PartOf = 'now'): Load {
    const part = new Load(this.#bounds, onChange, { whole: this, of });
    this.#parts.push(part);
    return part;
  }

  /** Follows how fast deliveries leave; to be called some times a second. */
  learn(passed: Omit<Passage, 'left'>): void {
    this.#memory.learn({ ...passed, left: this.#left });
    this.#left = 0;
    for (const load of [this, ...this.#parts]) load.#compare();
  }

  /** How many may be in memory now. */
  get deliveriesMax(): number {
    return this.#memory.deliveries;
  }

  get deliveries(): number {
    return this.#deliveries;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How freely a delivery may wait in memory: 1 while at most half of what was set is taken, 0 from nine tenths on. */
  get leeway(): number {
    const { deliveriesMax, bytesMax } = this.#bounds;
    const taken = Math.max(this.#deliveries / deliveriesMax, this.#bytes / bytesMax);
    const { from, to } = leewayShare;
    return Math.min(1, Math.max(0, (to - taken) / (to - from)));
  }

  /** Counts one more, until `release` with the same bytes. */
  hold(bytes: number): void {
    this.#change(1, bytes);
  }

  release(bytes: number): void {
    this.#change(-1, -bytes);
  }

  #change(deliveries: number, bytes: number): void {
    if (this.#whole !== undefined) this.#whole.#change(deliveries, bytes);
    this.#deliveries += deliveries;
    this.#bytes += bytes;
    if (deliveries < 0) this.#left -= deliveries;
    this.#compare();
  }

  #compare(): void {
    const over = this.#over ? this.#share > resumeShare : this.#share >= 1;
    if (over === this.#over) return;
    this.#over = over;
    this.#onChange(over);
  }

  /** Of the bounds; 1 and more: over one of them. */
  get #share(): number {
    const bytes = this.#bytes / this.#bounds.bytesMax;
    return this.#whole === undefined
      ? Math.max(this.#memory.shareOf(this.#deliveries), bytes)
      : Math.max(this.#deliveries / this.#partMax, bytes) / partShare;
  }

  get #partMax(): number {
    return this.#partOf === 'set' ? this.#bounds.deliveriesMax : this.#memory.deliveries;
  }
}
