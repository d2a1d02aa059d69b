// What becomes of a delivery that is not sent now: by a rule, by a fault of ours, or since its lane has no turn for it.
import { assertNever, type SubscriptionState } from '@posthorn/contracts';
import { tierForWait, type RetryPolicy } from '@posthorn/delivery';
import type { NoPost } from '../delivery/current-destination.js';
import type { Delivery, DeliveryHistory } from '../delivery/delivery.js';
import type { AttemptEnd } from '../lanes/attempt-end.js';
import type { Refusal } from '../lanes/lane.js';
import type { Endings } from './endings.js';
import type { DeadLetter } from './hand-on.js';

export interface UnsentOptions {
  readonly endings: Endings;
  readonly policy: RetryPolicy;
  readonly now: () => number;
}

/** As long as Kafka keeps an event: what finds no turn by then is more than its limits, or its receiver, take. */
const turnWaitMsMax = 7 * 86_400_000;

const noPost: AttemptEnd = { health: 'none', delivered: false };

const isFirstTry = ({ attempts, deferrals, firstHandedOnMs }: DeliveryHistory): boolean =>
  attempts + deferrals === 0 && firstHandedOnMs === undefined;

/** Who reads it must have seen as much of the registry as its present owner. */
const seenAt = (delivery: Delivery, offset: bigint): Delivery =>
  offset > delivery.registryOffset ? { ...delivery, registryOffset: offset } : delivery;

const stopped = (state: Exclude<SubscriptionState, 'active'>): DeadLetter => ({
  reason: `subscription_${state}`,
  detail: `the subscription is ${state}`,
});

export class Unsent {
  readonly #options: UnsentOptions;

  constructor(options: UnsentOptions) {
    this.#options = options;
  }

  /** By a rule. A first try is complete then; a retry that must not be sent is kept, never silence. */
  byRule(delivery: Delivery, why: NoPost): AttemptEnd {
    const { endings } = this.#options;
    switch (why.kind) {
      case 'moved':
        delivery.place.complete();
        break;
      case 'limited':
        endings.paced(seenAt(delivery, why.registryOffset), delivery.history);
        break;
      case 'deleted':
        endings.skipped(delivery);
        break;
      case 'inactive':
        if (isFirstTry(delivery.history)) endings.skipped(delivery);
        else this.deadLetter(delivery, stopped(why.state));
        break;
      default:
        assertNever(why);
    }
    return noPost;
  }

  /** It cannot be sent at all. */
  deadLetter(delivery: Delivery, letter: DeadLetter): AttemptEnd {
    this.#options.endings.deadLettered(delivery, letter, delivery.history.attempts);
    return noPost;
  }

  /** By a fault of ours that an operator must mend: it waits for so long at least, and as long again as it has waited. */
  later(delivery: Delivery, waitMs: number): AttemptEnd {
    if (this.#isStrict) return { ...noPost, again: { delivery, afterMs: waitMs } };
    const { firstHandedOnMs } = delivery.history;
    const ageMs = firstHandedOnMs === undefined ? 0 : this.#options.now() - firstHandedOnMs;
    this.defer(delivery, { waitMs: Math.max(waitMs, ageMs) });
    return noPost;
  }

  /** Its lane would let it wait about so long, or the process ends. With strict commits it stays incomplete. */
  defer(delivery: Delivery, { waitMs, turnAtMs }: Refusal): void {
    if (this.#isStrict) return;
    const { endings } = this.#options;
    if (turnAtMs === undefined)
      endings.deferred(delivery, this.#tierFor(waitMs), endings.aged(delivery.history));
    else this.#awaitTurn(delivery, turnAtMs);
  }

  /** Its age does not begin with that: a turn that is late is no failure. */
  #awaitTurn(delivery: Delivery, atMs: number): void {
    const { endings, now } = this.#options;
    const nowMs = now();
    const { history } = delivery;
    const sinceMs = history.turn?.sinceMs ?? nowMs;
    if (nowMs - sinceMs >= turnWaitMsMax) {
      this.deadLetter(delivery, { reason: 'no_turn', detail: 'its lane had no turn for it in 7 days' });
      return;
    }
    const turn = { sinceMs, atMs: Math.round(atMs) };
    endings.deferred(delivery, this.#tierFor(atMs - nowMs), { ...history, turn });
  }

  get #isStrict(): boolean {
    return this.#options.policy.commitMode === 'strict';
  }

  #tierFor(waitMs: number): string {
    return tierForWait(waitMs, this.#options.policy.tiers).label;
  }
}
