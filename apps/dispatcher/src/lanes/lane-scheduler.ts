// Which delivery begins next: rounds over accounts, then over an account's lanes, under one cap for the process.
// A delivery that its lane cannot take, or that has waited there too long, goes back to the caller to be handed on.
import type { Delivery } from '../delivery/delivery.js';
import { Lane, type LaneLimits } from './lane.js';
import { Rotation } from './rotation.js';

/** How an attempt ended, as far as its lane is concerned. */
export interface AttemptEnd {
  /** The receiver asked to be left alone until then, ms since the epoch. */
  readonly closeUntilMs?: number | undefined;
}

export interface LaneSchedulerOptions {
  readonly limits: LaneLimits;
  /** POSTs under way in the whole process. */
  readonly inFlightMax: number;
  readonly now: () => number;
  /** Makes the attempt; must not reject. */
  readonly attempt: (delivery: Delivery) => Promise<AttemptEnd>;
  /** Takes a delivery that would wait, or has waited, too long. */
  readonly defer: (delivery: Delivery, waitMs: number) => void;
  readonly onFatal: (error: unknown) => void;
}

interface AccountLanes {
  readonly accountId: string;
  readonly ready: Rotation<Lane>;
}

export class LaneScheduler {
  readonly #options: LaneSchedulerOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #accounts = new Map<string, AccountLanes>();
  readonly #ready = new Rotation<AccountLanes>();
  #inFlight = 0;
  #queued = 0;
  #stopped = false;

  constructor(options: LaneSchedulerOptions) {
    this.#options = options;
  }

  get inFlightCount(): number {
    return this.#inFlight;
  }

  get queuedCount(): number {
    return this.#queued;
  }

  get laneCount(): number {
    return this.#lanes.size;
  }

  /** Queues the delivery in its lane, and begins what may begin. */
  add(delivery: Delivery): void {
    const lane = this.#laneOf(delivery);
    const offered = lane.offer(delivery, this.#options.now());
    if (!offered.taken) {
      this.#options.defer(delivery, offered.waitMs);
      return;
    }
    this.#queued += 1;
    this.#refresh(lane);
    this.#pump();
  }

  /** Hands over what has waited too long, and reopens lanes whose time has come; to be called a few times a second. */
  sweep(): void {
    const nowMs = this.#options.now();
    for (const lane of this.#lanes.values()) {
      for (const delivery of lane.takeOverdue(nowMs)) {
        this.#queued -= 1;
        this.#options.defer(delivery, lane.expectedWaitMs(nowMs));
      }
      this.#refresh(lane);
      if (lane.isIdle) this.#forget(lane);
    }
    this.#pump();
  }

  /** Begins nothing more and gives back all that waits. */
  stop(): Delivery[] {
    this.#stopped = true;
    this.#queued = 0;
    return [...this.#lanes.values()].flatMap((lane) => lane.takeAll());
  }

  #pump(): void {
    while (!this.#stopped && this.#inFlight < this.#options.inFlightMax) {
      const lane = this.#ready.next()?.ready.next();
      if (lane === undefined) return;
      this.#begin(lane);
    }
  }

  #begin(lane: Lane): void {
    const begun = lane.begin(this.#options.now());
    this.#refresh(lane);
    if (begun === undefined) return;
    this.#queued -= 1;
    this.#inFlight += 1;
    this.#options.attempt(begun.delivery).then((end) => {
      this.#inFlight -= 1;
      begun.ended(this.#options.now());
      if (end.closeUntilMs !== undefined) lane.closeUntil(end.closeUntilMs);
      this.#refresh(lane);
      this.#pump();
    }, this.#options.onFatal);
  }

  /** Whether the lane takes part in the rounds. */
  #refresh(lane: Lane): void {
    const account = this.#accountOf(lane.accountId);
    if (lane.canBegin(this.#options.now())) account.ready.add(lane);
    else account.ready.remove(lane);
    if (account.ready.size > 0) this.#ready.add(account);
    else this.#ready.remove(account);
  }

  #laneOf({ subscription }: Delivery): Lane {
    const known = this.#lanes.get(subscription.id);
    if (known !== undefined) return known;
    const lane = new Lane(subscription.id, subscription.account_id, this.#options.limits);
    this.#lanes.set(subscription.id, lane);
    return lane;
  }

  #accountOf(accountId: string): AccountLanes {
    const known = this.#accounts.get(accountId);
    if (known !== undefined) return known;
    const account = { accountId, ready: new Rotation<Lane>() };
    this.#accounts.set(accountId, account);
    return account;
  }

  #forget(lane: Lane): void {
    this.#lanes.delete(lane.subscriptionId);
    const account = this.#accounts.get(lane.accountId);
    if (account?.ready.size === 0) this.#accounts.delete(lane.accountId);
  }
}
