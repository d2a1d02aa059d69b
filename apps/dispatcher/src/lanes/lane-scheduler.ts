// Which delivery begins next: rounds over accounts, then over an account's lanes, under one cap for the process and a
// smaller one for endpoints that have shown nothing good. A delivery that its lane cannot take, or that has waited
// there too long, goes back to the caller to be handed on.
import type { Delivery } from '../delivery/delivery.js';
import { Lane, type AttemptEnd, type LaneLimits } from './lane.js';
import { Rounds } from './rounds.js';
import { standingShares, type Standing } from './standing.js';

export interface LaneSchedulerOptions {
  readonly limits: LaneLimits;
  /** POSTs under way in the whole process. */
  readonly inFlightMax: number;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Makes the attempt; must not reject. */
  readonly attempt: (delivery: Delivery) => Promise<AttemptEnd>;
  /** Takes a delivery that would wait, or has waited, too long. */
  readonly defer: (delivery: Delivery, waitMs: number) => void;
  /** While it says no, what waits too long stays in its lane, since the fault is ours. */
  readonly mayDefer: () => boolean;
  readonly onFatal: (error: unknown) => void;
}

const standings: readonly Standing[] = ['proven', 'unproven', 'new'];
/** How long a lane is kept that has nothing to do, for what it has learned. */
const idleKeptMs = 60_000;

export class LaneScheduler {
  readonly #options: LaneSchedulerOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #rounds: Readonly<Record<Standing, Rounds>> = {
    proven: new Rounds(),
    unproven: new Rounds(),
    new: new Rounds(),
  };
  readonly #inFlight: Record<Standing, number> = { proven: 0, unproven: 0, new: 0 };
  #queued = 0;
  #stopped = false;

  constructor(options: LaneSchedulerOptions) {
    this.#options = options;
  }

  get inFlightCount(): number {
    return this.#inFlight.proven + this.#inFlight.unproven + this.#inFlight.new;
  }

  get queuedCount(): number {
    return this.#queued;
  }

  get lanes(): Iterable<Lane> {
    return this.#lanes.values();
  }

  get laneCount(): number {
    return this.#lanes.size;
  }

  laneOf(subscriptionId: string): Lane | undefined {
    return this.#lanes.get(subscriptionId);
  }

  /** Queues the delivery in its lane, and begins what may begin; after a stop it is deferred at once. */
  add(delivery: Delivery): void {
    if (this.#stopped) {
      this.#options.defer(delivery, 0);
      return;
    }
    const lane = this.#ensureLane(delivery);
    const nowMs = this.#options.now();
    const offered = lane.offer(delivery, nowMs);
    if (!offered.taken) {
      if (this.#options.mayDefer()) {
        this.#options.defer(delivery, offered.waitMs);
        return;
      }
      lane.put(delivery, nowMs);
    }
    this.#queued += 1;
    this.#refresh(lane);
    this.#pump();
  }

  /** Hands over what has waited too long, and reopens lanes whose time has come; to be called a few times a second. */
  sweep(): void {
    const nowMs = this.#options.now();
    const mayDefer = this.#options.mayDefer();
    for (const lane of this.#lanes.values()) {
      if (mayDefer) this.#deferOverdue(lane, nowMs);
      this.#refresh(lane);
      if (lane.isForgettable(nowMs, idleKeptMs)) this.#lanes.delete(lane.endpoint.subscriptionId);
    }
    this.#pump();
  }

  /** Begins nothing more and gives back all that waits. */
  stop(): Delivery[] {
    this.#stopped = true;
    this.#queued = 0;
    return [...this.#lanes.values()].flatMap((lane) => lane.takeAll());
  }

  #deferOverdue(lane: Lane, nowMs: number): void {
    const waitMs = lane.expectedWaitMs(nowMs);
    for (const delivery of lane.takeOverdue(nowMs)) {
      this.#queued -= 1;
      this.#options.defer(delivery, waitMs);
    }
  }

  /** Begins until no lane may, or the places are taken. */
  #pump(): void {
    for (let begun = !this.#stopped; begun;) {
      begun = false;
      for (const standing of standings) begun = this.#beginNext(standing) || begun;
    }
  }

  #beginNext(standing: Standing): boolean {
    const { inFlightMax } = this.#options;
    if (this.inFlightCount >= inFlightMax) return false;
    if (this.#inFlight[standing] >= Math.max(1, inFlightMax * standingShares[standing])) return false;
    const lane = this.#rounds[standing].next();
    if (lane === undefined) return false;
    this.#begin(lane, standing);
    return true;
  }

  #begin(lane: Lane, standing: Standing): void {
    const { delivery, ended } = lane.begin(this.#options.now());
    this.#queued -= 1;
    this.#inFlight[standing] += 1;
    this.#refresh(lane);
    this.#options.attempt(delivery).then((end) => {
      this.#inFlight[standing] -= 1;
      const nowMs = this.#options.now();
      ended(end, nowMs);
      if (end.again && !this.#stopped) {
        lane.put(delivery, nowMs);
        this.#queued += 1;
      }
      this.#refresh(lane);
      this.#pump();
    }, this.#options.onFatal);
  }

  /** Whether the lane takes part in the rounds, and in which. */
  #refresh(lane: Lane): void {
    const wanted = lane.canBegin(this.#options.now()) ? lane.standing : undefined;
    if (wanted === lane.round) return;
    if (lane.round !== undefined) this.#rounds[lane.round].remove(lane);
    if (wanted !== undefined) this.#rounds[wanted].add(lane);
    lane.round = wanted;
  }

  #ensureLane({ subscription }: Delivery): Lane {
    const known = this.#lanes.get(subscription.id);
    if (known !== undefined) return known;
    const endpoint = { subscriptionId: subscription.id, accountId: subscription.account_id };
    const lane = new Lane(endpoint, this.#options.limits, this.#options.random);
    this.#lanes.set(subscription.id, lane);
    return lane;
  }
}
