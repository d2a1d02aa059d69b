// What an endpoint has shown lately, and so which share of the process's places it may take. An endpoint that hangs
// takes a place for the whole timeout: places for endpoints that have shown nothing good are few, so that they can
// never be all of them.

/**
 * `new`: it has not answered yet. `proven`: a 2xx under a second is among its last answers. `unproven`: it answers,
 * but slowly or not well.
 */
export type Standing = 'new' | 'proven' | 'unproven';

/** Shares of the places of the process. What is left is for the proven ones alone. */
export const standingShares: Readonly<Record<Standing, number>> = { proven: 1, unproven: 0.25, new: 0.5 };

const answersLookedAt = 5;
const quickMs = 1_000;

export class StandingRecord {
  #answers: boolean[] = [];

  get standing(): Standing {
    if (this.#answers.length === 0) return 'new';
    return this.#answers.includes(true) ? 'proven' : 'unproven';
  }

  /** A POST has ended. */
  add(delivered: boolean, durationMs: number): void {
    this.#answers.push(delivered && durationMs < quickMs);
    if (this.#answers.length > answersLookedAt) this.#answers.shift();
  }
}
