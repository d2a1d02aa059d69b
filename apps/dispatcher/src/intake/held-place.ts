// A record's place that also counts what its record, or its delivery, takes of memory, from here until it is complete.
import type { RecordPlace } from '@posthorn/kafka';
import type { Load } from './load.js';

export class HeldPlace implements RecordPlace {
  readonly #place: RecordPlace;
  readonly #load: Load;
  readonly #bytes: number;

  constructor(place: RecordPlace, load: Load, bytes: number) {
    this.#place = place;
    this.#load = load;
    this.#bytes = bytes;
    load.hold(bytes);
  }

  complete(): void {
    this.#load.release(this.#bytes);
    this.#place.complete();
  }

  isOurs(): boolean {
    return this.#place.isOurs();
  }
}
