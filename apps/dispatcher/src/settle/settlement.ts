// Carries out the next step of a delivery after an attempt, or without one. What the step is, is decided by
// `decideNextStep` in libs/delivery; nothing is decided here.
import { assertNever } from '@posthorn/contracts';
import {
  decideNextStep,
  tierForWait,
  type Outcome,
  type RetryPolicy,
  type RetryTier,
} from '@posthorn/delivery';
import type { Delivery } from '../delivery/delivery.js';
import type { AttemptEnd } from '../lanes/lane.js';
import { healthOf } from './health-of.js';
import type { DeadLetter, HandOn } from './hand-on.js';
import { describeOutcome } from './describe-outcome.js';

export interface SettlementOptions {
  readonly handOn: HandOn;
  readonly policy: RetryPolicy;
  readonly now: () => number;
  /** Whether our own network is at fault: then what was not reached stays here. */
  readonly networkIsSuspect: () => boolean;
  readonly count: (ending: Ending) => void;
}

/** How a delivery's time in this process ended. */
export type Ending = 'delivered' | 'retried' | 'deferred' | 'dead_lettered' | 'skipped';

export interface Settled {
  readonly end: AttemptEnd;
  /** `done`, `retry 10s`, `defer 1m`, `dead_letter gave_up`: for the log. */
  readonly nextStep: string;
}

/** How long a lane waits while our own network is suspect. */
const suspectWaitMs = 2_000;

const isOurFault = (outcome: Outcome): boolean =>
  outcome.kind === 'unreachable' && (outcome.reason === 'connect' || outcome.reason === 'dns');

export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** After a POST that began at `beganMs`: nothing is given up but by one made at that age. */
  afterAttempt(delivery: Delivery, outcome: Outcome, beganMs: number): Settled {
    const { handOn, policy, now, networkIsSuspect } = this.#options;
    if (isOurFault(outcome) && networkIsSuspect()) return this.#again();
    const { history } = delivery;
    const attempts = history.attempts + 1;
    const step = decideNextStep(outcome, { ...history, attempts }, { policy, nowMs: beganMs });
    const lastOutcome = describeOutcome(outcome);
    const end = { health: healthOf(outcome), delivered: outcome.kind === 'delivered' } as const;
    switch (step.kind) {
      case 'done':
        this.#ended('delivered');
        delivery.settled();
        return { end, nextStep: 'done' };
      case 'retry':
        this.#ended('retried');
        handOn.toTier(delivery, step.tier.label, { history: { ...history, attempts }, lastOutcome });
        return { end, nextStep: `retry ${step.tier.label}` };
      case 'defer': {
        this.#ended('deferred');
        const deferred = { attempts: history.attempts, deferrals: history.deferrals + 1 };
        handOn.toTier(delivery, step.tier.label, { history: deferred, lastOutcome });
        return {
          end: { ...end, closeUntilMs: now() + step.laneWaitMs },
          nextStep: `defer ${step.tier.label}`,
        };
      }
      case 'gone':
        return { end, nextStep: this.#giveUp(delivery, { reason: 'gone', detail: lastOutcome }, attempts) };
      case 'dead_letter':
        return {
          end,
          nextStep: this.#giveUp(delivery, { reason: step.reason, detail: lastOutcome }, attempts),
        };
      default:
        return assertNever(step);
    }
  }

  /** Without a POST: its lane would let it wait about so long. */
  defer(delivery: Delivery, waitMs: number): RetryTier {
    const tier = tierForWait(waitMs, this.#options.policy.tiers);
    this.#ended('deferred');
    const { history } = delivery;
    this.#options.handOn.toTier(delivery, tier.label, { history, lastOutcome: undefined });
    return tier;
  }

  /** Without a POST: it cannot be sent at all. */
  deadLetter(delivery: Delivery, letter: DeadLetter): void {
    this.#giveUp(delivery, letter, delivery.history.attempts);
  }

  /** Without a POST, by a rule: its subscription is gone, or was stopped before the first try. */
  skip(delivery: Delivery): void {
    this.#ended('skipped');
    delivery.settled();
  }

  /** Nothing is settled: the delivery goes back into its lane, and the attempt does not count. */
  #again(): Settled {
    const closeUntilMs = this.#options.now() + suspectWaitMs;
    return { end: { health: 'none', delivered: false, again: true, closeUntilMs }, nextStep: 'again' };
  }

  /** What the log calls it. */
  #giveUp(delivery: Delivery, letter: DeadLetter, attempts: number): string {
    this.#ended('dead_lettered');
    const history = { attempts, deferrals: delivery.history.deferrals };
    this.#options.handOn.toDeadLetters(delivery, letter, { history, lastOutcome: letter.detail });
    return `dead_letter ${letter.reason}`;
  }

  #ended(ending: Ending): void {
    this.#options.count(ending);
  }
}
