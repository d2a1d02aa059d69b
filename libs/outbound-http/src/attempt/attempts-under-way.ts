// The attempts that are under way, in no order. Each knows its place, and no `Set` holds them: one that has outlived the
// young generation of V8's heap makes each of its next tables in the old one, and a table that it has left behind keeps
// what stood in it, with all that belongs to an attempt, until the next full garbage collection.
import type { Attempt } from './attempt.js';

export class AttemptsUnderWay {
  readonly #attempts: Attempt[] = [];

  get count(): number {
    return this.#attempts.length;
  }

  add(attempt: Attempt): void {
    attempt.place = this.#attempts.push(attempt) - 1;
  }

  /** To be called once for each. The last one takes its place. */
  remove(attempt: Attempt): void {
    const last = this.#attempts.pop();
    if (last === undefined || last === attempt) return;
    this.#attempts[attempt.place] = last;
    last.place = attempt.place;
  }

  abandonAll(reason: Error): void {
    for (const attempt of [...this.#attempts]) attempt.abandon(reason);
  }
}
