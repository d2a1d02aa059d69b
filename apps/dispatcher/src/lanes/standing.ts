// What an endpoint has shown lately, and so which share of the process's places it may take. An endpoint that hangs
// takes a place for the whole timeout: places for endpoints that have shown nothing good are few, so that they can
// never be all of them.

/**
 * `new`: it has not answered yet. `proven`: a 2xx under a second is among its last answers. `unproven`: it answers,
 * but slowly or not well.
 */
export type Standing = 'new' | 'proven' | 'unproven';

export type Counts = Readonly<Record<Standing, number>>;

/** POSTs under way. */
export interface InFlight {
  readonly all: Counts;
  /** Of those, what has taken long: it waits for its receiver, and not for the process. */
  readonly long: Counts;
}

/** The places of the process. */
export interface Places {
  readonly max: number;
  /** POSTs under way that have not taken long: so many of each kind, and half of it of unproven ones. */
  readonly brief: number;
}

/** Of the places of the process; the rest is for the proven ones alone. */
const unprovenShare = 0.25;
const notProvenShare = 0.5;
const briefShare: Counts = { proven: 1, unproven: 0.5, new: 1 };

/** Whether a lane of that standing may take one more place. */
export function mayTakePlace(standing: Standing, { all, long }: InFlight, { max, brief }: Places): boolean {
  if (all[standing] - long[standing] >= Math.max(1, brief * briefShare[standing])) return false;
  const notProven = all.unproven + all.new;
  if (notProven + all.proven >= max) return false;
  if (standing === 'proven') return true;
  if (notProven >= Math.max(1, max * notProvenShare)) return false;
  return standing === 'new' || all.unproven < Math.max(1, max * unprovenShare);
}

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
