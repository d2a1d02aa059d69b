// The attempts that are under way, in no order. Each knows its place in a list, which seldom needs another table. A `Set`
// needs one every few additions, and one that has outlived the young generation of V8's heap makes them in the old one:
// what it has left behind keeps what stood in it, with all that belongs to an attempt, until the next full collection.
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
