// Carries out the next step of a delivery after an attempt, or without one. What the step is, is decided by
// `decideNextStep` in libs/delivery; nothing is decided here.
import { assertNever, type SubscriptionState } from '@posthorn/contracts';
import { decideNextStep, tierForWait, type Outcome, type RetryPolicy } from '@posthorn/delivery';
import type { NoPost } from '../attempt/current-destination.js';
import type { Delivery, DeliveryHistory } from '../delivery/delivery.js';
import type { Again, AttemptEnd, Refusal } from '../lanes/lane.js';
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
export type Ending = 'delivered' | 'retried' | 'deferred' | 'paced' | 'dead_lettered' | 'skipped';

export interface Settled {
  readonly end: AttemptEnd;
  /** `done`, `retry 10s`, `defer 1m`, `wait 20s`, `pause`, `dead_letter gave_up`: for the log. */
  readonly nextStep: string;
}

/** As long as Kafka keeps an event: what finds no turn by then is more than its limits, or its receiver, take. */
const turnWaitMsMax = 7 * 86_400_000;
/** How long a lane waits while our own network is suspect. */
const suspectWaitMs = 2_000;

const isOurFault = (outcome: Outcome): boolean =>
  outcome.kind === 'unreachable' && (outcome.reason === 'connect' || outcome.reason === 'dns');

const isFirstTry = ({ attempts, deferrals, firstHandedOnMs }: DeliveryHistory): boolean =>
  attempts + deferrals === 0 && firstHandedOnMs === undefined;

/** The same delivery with what has happened to it, back in its lane after a while. */
const from = (delivery: Delivery, history: DeliveryHistory, afterMs = 0): Again => ({
  delivery: { ...delivery, history },
  afterMs,
});

/** Who reads it must have seen as much of the registry as its present owner. */
const seenAt = (delivery: Delivery, offset: bigint): Delivery =>
  offset > delivery.registryOffset ? { ...delivery, registryOffset: offset } : delivery;

const stopped = (state: Exclude<SubscriptionState, 'active'>): DeadLetter => ({
  reason: `subscription_${state}`,
  detail: `the subscription is ${state}`,
});

export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** After a POST that began at `beganMs`: nothing is given up but by one made at that age. */
  afterAttempt(delivery: Delivery, outcome: Outcome, beganMs: number): Settled {
    const { handOn, policy, now, networkIsSuspect } = this.#options;
    if (isOurFault(outcome) && networkIsSuspect()) return this.#again(delivery);
    const { history } = delivery;
    const attempts = history.attempts + 1;
    const step = decideNextStep(outcome, { ...history, attempts }, { policy, nowMs: beganMs });
    const lastOutcome = describeOutcome(outcome);
    const end = { health: healthOf(outcome), delivered: outcome.kind === 'delivered' } as const;
    const posted = { ...this.#aged(history), lastOutcome, turn: undefined };
    switch (step.kind) {
      case 'done':
        this.#ended('delivered');
        delivery.settled();
        return { end, nextStep: 'done' };
      case 'retry':
        this.#ended('retried');
        handOn.toTier(delivery, step.tier.label, { ...posted, attempts });
        return { end, nextStep: `retry ${step.tier.label}` };
      case 'defer':
        this.#ended('deferred');
        handOn.toTier(delivery, step.tier.label, { ...posted, deferrals: history.deferrals + 1 });
        return {
          end: { ...end, closeUntilMs: now() + step.laneWaitMs },
          nextStep: `defer ${step.tier.label}`,
        };
      case 'wait': {
        const again = from(delivery, { ...history, attempts, lastOutcome }, step.waitMs);
        return { end: { ...end, again }, nextStep: `wait ${step.waitMs / 1_000}s` };
      }
      case 'pause': {
        const again = from(delivery, { ...history, deferrals: history.deferrals + 1, lastOutcome });
        return { end: { ...end, again, closeUntilMs: now() + step.laneWaitMs }, nextStep: 'pause' };
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

  /** Without a POST, by a fault of ours: it is tried again after about so long. */
  later(delivery: Delivery, waitMs: number): AttemptEnd {
    const noPost = { health: 'none', delivered: false } as const;
    if (this.#isStrict) return { ...noPost, again: { delivery, afterMs: waitMs } };
    this.defer(delivery, { waitMs });
    return noPost;
  }

  /**
   * Without a POST: its lane would let it wait about so long, or the process ends. With strict commits it stays
   * incomplete.
   */
  defer(delivery: Delivery, { waitMs, turnAtMs }: Refusal): void {
    if (this.#isStrict) return;
    if (turnAtMs !== undefined) {
      this.#awaitTurn(delivery, turnAtMs);
      return;
    }
    this.#ended('deferred');
    this.#options.handOn.toTier(delivery, this.#tierFor(waitMs), this.#aged(delivery.history));
  }

  /** Without a POST, by a rule. A first try is complete then; a retry that must not be sent is kept, never silence. */
  withoutPost(delivery: Delivery, why: NoPost): void {
    switch (why.kind) {
      case 'moved':
        delivery.settled();
        return;
      case 'limited':
        this.#ended('paced');
        this.#options.handOn.toPaced(seenAt(delivery, why.registryOffset), delivery.history);
        return;
      case 'deleted':
        this.#skip(delivery);
        return;
      case 'inactive':
        if (isFirstTry(delivery.history)) this.#skip(delivery);
        else this.deadLetter(delivery, stopped(why.state));
        return;
      default:
        assertNever(why);
    }
  }

  /** Without a POST: it cannot be sent at all. */
  deadLetter(delivery: Delivery, letter: DeadLetter): void {
    this.#giveUp(delivery, letter, delivery.history.attempts);
  }

  /** Nothing is settled: the delivery goes back into its lane, and the attempt does not count. */
  #again(delivery: Delivery): Settled {
    const closeUntilMs = this.#options.now() + suspectWaitMs;
    const again = { delivery, afterMs: 0 };
    return { end: { health: 'none', delivered: false, again, closeUntilMs }, nextStep: 'again' };
  }

  /** Its age does not begin with that: a turn that is late is no failure. */
  #awaitTurn(delivery: Delivery, atMs: number): void {
    const nowMs = this.#options.now();
    const { history } = delivery;
    const sinceMs = history.turn?.sinceMs ?? nowMs;
    if (nowMs - sinceMs >= turnWaitMsMax) {
      this.deadLetter(delivery, { reason: 'no_turn', detail: 'its lane had no turn for it in 7 days' });
      return;
    }
    this.#ended('deferred');
    const turn = { sinceMs, atMs: Math.round(atMs) };
    this.#options.handOn.toTier(delivery, this.#tierFor(atMs - nowMs), { ...history, turn });
  }

  get #isStrict(): boolean {
    return this.#options.policy.commitMode === 'strict';
  }

  #tierFor(waitMs: number): string {
    return tierForWait(waitMs, this.#options.policy.tiers).label;
  }

  /** Its age counts from the first time that it is handed on. */
  #aged(history: DeliveryHistory): DeliveryHistory {
    return { ...history, firstHandedOnMs: history.firstHandedOnMs ?? this.#options.now() };
  }

  /** What the log calls it. */
  #giveUp(delivery: Delivery, letter: DeadLetter, attempts: number): string {
    this.#ended('dead_lettered');
    const history = { ...this.#aged(delivery.history), attempts, lastOutcome: letter.detail };
    this.#options.handOn.toDeadLetters(delivery, letter, history);
    return `dead_letter ${letter.reason}`;
  }

  #skip(delivery: Delivery): void {
    this.#ended('skipped');
    delivery.settled();
  }

  #ended(ending: Ending): void {
    this.#options.count(ending);
  }
}
