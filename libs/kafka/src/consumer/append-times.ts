// When the records of one partition were appended, so that it can be told how old its lowest incomplete one is. One
// note for each batch is enough, and fewer where that one waits for days. Pure.

interface Note {
  readonly offset: number;
  readonly atMs: number;
}

/** With more, every other one is forgotten, and new ones are as far apart: a record may seem older than it is by that. */
export const notesMax = 1_000;

export class AppendTimes {
  /** Ascending. */
  #notes: Note[] = [];
  /** Offsets from one note to the next one, at least. */
  #apart = 1;

  /** The record at `offset`, and those behind it until the next note, were appended at `atMs` or later. */
  note(offset: number, atMs: number): void {
    const last = this.#notes.at(-1);
    if (last !== undefined && offset < last.offset + this.#apart) return;
    this.#notes.push({ offset, atMs });
    if (this.#notes.length > notesMax) this.#thin();
  }

  get noteCount(): number {
    return this.#notes.length;
  }

  /** What is before the record at `offset` is not asked for any more. */
  forgetBelow(offset: number): void {
    const next = this.#notes.findIndex((note) => note.offset > offset);
    const passed = (next === -1 ? this.#notes.length : next) - 1;
    if (passed > 0) this.#notes = this.#notes.slice(passed);
    if (this.#notes.length < notesMax / 2) this.#apart = 1;
  }

  /** About when the record at `offset` was appended; what is before it is forgotten. */
  of(offset: number): number | undefined {
    this.forgetBelow(offset);
    const [first] = this.#notes;
    return first === undefined || first.offset > offset ? undefined : first.atMs;
  }

  #thin(): void {
    const kept = this.#notes.filter((_, index) => index % 2 === 0);
    const span = (kept.at(-1)?.offset ?? 0) - (kept[0]?.offset ?? 0);
    this.#apart = Math.ceil(span / kept.length);
    this.#notes = kept;
  }
}
