// When the records of one partition were appended, so that it can be told how old its lowest incomplete one is. One
// note for each batch is enough. Pure.

interface Note {
  readonly offset: number;
  readonly atMs: number;
}

export class AppendTimes {
  /** Ascending. */
  #notes: Note[] = [];

  /** The record at `offset`, and those behind it until the next note, were appended at `atMs` or later. */
  note(offset: number, atMs: number): void {
    const last = this.#notes.at(-1);
    if (last === undefined || offset > last.offset) this.#notes.push({ offset, atMs });
  }

  /** About when the record at `offset` was appended; what is before it is forgotten. */
  of(offset: number): number | undefined {
    const next = this.#notes.findIndex((note) => note.offset > offset);
    const passed = (next === -1 ? this.#notes.length : next) - 1;
    if (passed > 0) this.#notes = this.#notes.slice(passed);
    const [first] = this.#notes;
    return first === undefined || first.offset > offset ? undefined : first.atMs;
  }
}
