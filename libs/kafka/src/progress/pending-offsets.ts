// Offsets that have begun and are incomplete, ascending. Begun in order and ended in any, they stand in an array with a
// mark each, and what has ended is cleared away from time to time. A `Set` would make new tables all the time, and one that
// has outlived the young generation of V8's heap makes them in the old one, where only a full garbage collection finds them.

/** Places; with fewer, clearing away saves less than it costs. */
const clearedMin = 64;

export class PendingOffsets {
  readonly #offsets: number[] = [];
  /** Of each of them: whether it has ended. */
  readonly #ended: boolean[] = [];
  /** Where the lowest incomplete one stands; the length when there is none. */
  #first = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get lowest(): number | undefined {
    return this.#offsets[this.#first];
  }

  /** With those that have ended and are not cleared away yet. */
  get placesTaken(): number {
    return this.#offsets.length;
  }

  /** `offset` is higher than all before it; anything else is a bug and throws. */
  begin(offset: number): void {
    if (offset <= (this.#offsets.at(-1) ?? -1)) throw new Error(`offset ${offset} is not above the last one`);
    this.#offsets.push(offset);
    this.#ended.push(false);
    this.#count += 1;
  }

  /** Whether it was incomplete. */
  end(offset: number): boolean {
    const at = this.#placeOf(offset);
    if (this.#offsets[at] !== offset || this.#ended[at] === true) return false;
    this.#ended[at] = true;
    this.#count -= 1;
    while (this.#ended[this.#first] === true) this.#first += 1;
    if (this.#offsets.length >= clearedMin && this.#count < this.#offsets.length / 2) this.#clear();
    return true;
  }

  *[Symbol.iterator](): Generator<number> {
    for (let at = this.#first; at < this.#offsets.length; at += 1)
      if (this.#ended[at] === false) yield this.#offsets[at] ?? NaN;
  }

  /** Where the lowest one stands that is not below `offset`. */
  #placeOf(offset: number): number {
    let [low, high] = [this.#first, this.#offsets.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#offsets[middle] ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Each moves down, or stays: none is written over that was not read. */
  #clear(): void {
    let kept = 0;
    for (const offset of this) {
      this.#offsets[kept] = offset;
      this.#ended[kept] = false;
      kept += 1;
    }
    this.#offsets.length = kept;
    this.#ended.length = kept;
    this.#first = 0;
  }
}
