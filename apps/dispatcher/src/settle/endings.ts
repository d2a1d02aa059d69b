// The ways in which a delivery's time in this process ends, each counted once, and done where it takes a topic. Which one
// it is decide `Settlement` after an attempt, and `Unsent` without one.
import type { Delivery, DeliveryHistory } from '../delivery/delivery.js';
import type { DeadLetter, HandOn } from './hand-on.js';

export type Ending = 'delivered' | 'retried' | 'deferred' | 'paced' | 'dead_lettered' | 'skipped';

export interface EndingsOptions {
  readonly handOn: Pick<HandOn, 'toTier' | 'toPaced' | 'toDeadLetters'>;
  readonly now: () => number;
  readonly count: (ending: Ending) => void;
}

export class Endings {
  readonly #options: EndingsOptions;

  constructor(options: EndingsOptions) {
    this.#options = options;
  }

  delivered(delivery: Delivery): void {
    this.#options.count('delivered');
    delivery.place.complete();
  }

  /** Nobody is to get it. */
  skipped(delivery: Delivery): void {
    this.#options.count('skipped');
    delivery.place.complete();
  }

  retried(delivery: Delivery, tierLabel: string, history: DeliveryHistory): void {
    this.#options.count('retried');
    this.#options.handOn.toTier(delivery, tierLabel, history);
  }

  deferred(delivery: Delivery, tierLabel: string, history: DeliveryHistory): void {
    this.#options.count('deferred');
    this.#options.handOn.toTier(delivery, tierLabel, history);
  }

  paced(delivery: Delivery, history: DeliveryHistory): void {
    this.#options.count('paced');
    this.#options.handOn.toPaced(delivery, history);
  }

  deadLettered(delivery: Delivery, letter: DeadLetter, attempts: number): void {
    this.#options.count('dead_lettered');
    const history = { ...this.aged(delivery.history), attempts, lastOutcome: letter.detail };
    this.#options.handOn.toDeadLetters(delivery, letter, history);
  }

  /** Its age counts from the first time that it is handed on. */
  aged(history: DeliveryHistory): DeliveryHistory {
    const { attempts, deferrals, firstHandedOnMs, turn, lastOutcome } = history;
    return {
      attempts,
      deferrals,
      firstHandedOnMs: firstHandedOnMs ?? this.#options.now(),
      turn,
      lastOutcome,
    };
  }
}
