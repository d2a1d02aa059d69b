// Carries out the next step of a delivery after an attempt. What the step is, is decided by `decideNextStep` in
// libs/delivery; nothing is decided here. What becomes of a delivery without an attempt stands in `unsent.ts`.
import { assertNever } from '@posthorn/contracts';
import { decideNextStep, type Outcome, type RetryPolicy } from '@posthorn/delivery';
import type { Delivery, DeliveryHistory } from '../delivery/delivery.js';
import type { Again, AttemptEnd } from '../lanes/attempt-end.js';
import { describeOutcome } from './describe-outcome.js';
import type { Endings } from './endings.js';
import type { DeadLetter } from './hand-on.js';
import { healthOf } from './health-of.js';

export interface SettlementOptions {
  readonly endings: Endings;
  readonly policy: RetryPolicy;
  readonly now: () => number;
  /** Whether our own network is at fault: then what was not reached stays here. */
  readonly networkIsSuspect: () => boolean;
}

export interface Settled {
  readonly end: AttemptEnd;
  /** `done`, `retry 10s`, `defer 1m`, `wait 20s`, `pause`, `dead_letter gave_up`: for the log. */
  readonly nextStep: string;
}

/** How long a lane waits while our own network is suspect. */
const suspectWaitMs = 2_000;

const isOurFault = (outcome: Outcome): boolean =>
  outcome.kind === 'unreachable' && (outcome.reason === 'connect' || outcome.reason === 'dns');

/** The same delivery with what has happened to it, back in its lane after a while. */
const from = (delivery: Delivery, history: DeliveryHistory, afterMs = 0): Again => ({
  delivery: { ...delivery, history },
  afterMs,
});

export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** After a POST that began at `beganMs`: nothing is given up but by one made at that age. */
  afterAttempt(delivery: Delivery, outcome: Outcome, beganMs: number): Settled {
    const { endings, policy, now, networkIsSuspect } = this.#options;
    if (isOurFault(outcome) && networkIsSuspect()) return this.#again(delivery);
    const { history } = delivery;
    const attempts = history.attempts + 1;
    const { deferrals, firstHandedOnMs } = history;
    const step = decideNextStep(
      outcome,
      { attempts, deferrals, firstHandedOnMs },
      { policy, nowMs: beganMs },
    );
    const lastOutcome = describeOutcome(outcome);
    const end = { health: healthOf(outcome), delivered: outcome.kind === 'delivered' } as const;
    const posted = (): DeliveryHistory => ({ ...endings.aged(history), lastOutcome, turn: undefined });
    switch (step.kind) {
      case 'done':
        endings.delivered(delivery);
        return { end, nextStep: 'done' };
      case 'retry':
        endings.retried(delivery, step.tier.label, { ...posted(), attempts });
        return { end, nextStep: `retry ${step.tier.label}` };
      case 'defer':
        endings.deferred(delivery, step.tier.label, { ...posted(), deferrals: deferrals + 1 });
        return {
          end: { ...end, closeUntilMs: now() + step.laneWaitMs },
          nextStep: `defer ${step.tier.label}`,
        };
      case 'wait': {
        const again = from(delivery, { ...history, attempts, lastOutcome }, step.waitMs);
        return { end: { ...end, again }, nextStep: `wait ${step.waitMs / 1_000}s` };
      }
      case 'pause': {
        const again = from(delivery, { ...history, deferrals: deferrals + 1, lastOutcome });
        return { end: { ...end, again, closeUntilMs: now() + step.laneWaitMs }, nextStep: 'pause' };
      }
      case 'gone':
      case 'dead_letter': {
        const letter: DeadLetter = {
          reason: step.kind === 'gone' ? 'gone' : step.reason,
          detail: lastOutcome,
        };
        endings.deadLettered(delivery, letter, attempts);
        return { end, nextStep: `dead_letter ${letter.reason}` };
      }
      default:
        return assertNever(step);
    }
  }

  /** Nothing is settled: the delivery goes back into its lane, and the attempt does not count. */
  #again(delivery: Delivery): Settled {
    const closeUntilMs = this.#options.now() + suspectWaitMs;
    const again = { delivery, afterMs: 0 };
    return { end: { health: 'none', delivered: false, again, closeUntilMs }, nextStep: 'again' };
  }
}
