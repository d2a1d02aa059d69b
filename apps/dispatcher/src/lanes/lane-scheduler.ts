// Which delivery begins next: rounds over accounts, then over an account's lanes, under one cap for the process and a
// smaller one for endpoints that have shown nothing good. A delivery that its lane cannot take, or that has waited
// there too long, goes back to the caller to be handed on.
import type { Delivery } from '../delivery/delivery.js';
import type { Limits } from '../delivery/limits.js';
import type { Again, AttemptEnd } from './attempt-end.js';
import { Lane, type LaneLimits, type Refusal } from './lane.js';
import { Rounds } from './rounds.js';
import { mayTakePlace, type Places, type Standing } from './standing.js';
import type { Begun } from './under-way.js';

export interface LaneSchedulerOptions {
  readonly limits: LaneLimits;
  /** For POSTs under way in the whole process, as they are now. */
  readonly places: Places;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Makes the attempt; must not reject. */
  readonly attempt: (delivery: Delivery) => Promise<AttemptEnd>;
  /** Takes a delivery that would wait, or has waited, too long. */
  readonly defer: (delivery: Delivery, refusal: Refusal) => void;
  /** The limits that a subscription sets for itself, as they are now. */
  readonly limitsOf: (subscriptionId: string) => Limits | undefined;
  /** How freely deliveries may wait in memory, as it is now: 1 while it is far from full, 0 when it is nearly full. */
  readonly leeway: () => number;
  /** Calls `action` once, after so many milliseconds. */
  readonly later: (waitMs: number, action: () => void) => void;
  /** Calls `action` once, when all that has happened by now was heard of: at the end of a turn of the event loop. */
  readonly atEndOfTurn: (action: () => void) => void;
  /** Whether its POST may begin for all that others do; `reconsider` is called when that changes. */
  readonly mayBegin: (delivery: Delivery) => boolean;
  /** While it says no, what waits too long stays in its lane, since the fault is ours. */
  readonly mayDefer: () => boolean;
  readonly onFatal: (error: unknown) => void;
}

const standings: readonly Standing[] = ['proven', 'unproven', 'new'];
/** How long a lane is kept that has nothing to do, for what it has learned. */
const idleKeptMs = 60_000;
/** Deliveries that a sweep hands on before it lets everything else have a turn. */
const handedOnAtOnce = 200;
/** What takes longer than the process has its places for, on average, so many times over, waits for its receiver. */
const longShare = 3;
const longMs = { min: 250, max: 1_000 } as const;

export class LaneScheduler {
  readonly #options: LaneSchedulerOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #rounds: Readonly<Record<Standing, Rounds>> = {
    proven: new Rounds(),
    unproven: new Rounds(),
    new: new Rounds(),
  };
  readonly #inFlight: Record<Standing, number> = { proven: 0, unproven: 0, new: 0 };
  readonly #long: Record<Standing, number> = { proven: 0, unproven: 0, new: 0 };
  /** POSTs that have ended since the last look. */
  #ended = 0;
  #queued = 0;
  /** What is to come back into its lane after a while. */
  #away = 0;
  #stopped = false;
  #isSweeping = false;
  #isBeginDue = false;
  #waitsFromMs = -Infinity;

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

  /**
   * Queues the delivery in its lane; it begins soon when it may. After a stop it is handed on where others have its event
   * already; an event that nobody has stays incomplete, since its hand-over may be there too late to be committed.
   */
  add(delivery: Delivery): void {
    if (this.#stopped) {
      if (delivery.event.isTouched) this.#options.defer(delivery, { waitMs: 0 });
      return;
    }
    const lane = this.#ensureLane(delivery);
    const nowMs = this.#options.now();
    const refusal = lane.offer(delivery, nowMs, this.#options.leeway());
    if (refusal !== undefined) {
      if (this.#options.mayDefer()) {
        this.#options.defer(delivery, refusal);
        return;
      }
      lane.put(delivery, nowMs);
    }
    this.#queued += 1;
    this.#refresh(lane);
    this.#beginSoon();
  }

  /**
   * Looks at what is under way, `elapsedMs` after the last time, and counts the deliveries that wait for their receivers,
   * and not for this process. To be called a few times a second.
   */
  look(elapsedMs: number): number {
    const eachMs = (this.inFlightCount * elapsedMs) / Math.max(1, this.#ended);
    const limitMs = Math.min(longMs.max, Math.max(longMs.min, longShare * eachMs));
    const nowMs = this.#options.now();
    this.#ended = 0;
    let awaiting = this.#away;
    for (const lane of this.#lanes.values()) awaiting += lane.look(nowMs, limitMs, this.#onLong);
    return awaiting;
  }

  readonly #onLong = ({ standing }: Begun): void => {
    this.#long[standing] += 1;
  };

  /**
   * Begins what may begin, hands over what has waited too long, and reopens lanes whose time has come; to be called a few
   * times a second. Many lanes may be overdue in the same moment: no POST waits until all that they hold is handed on.
   */
  sweep(): void {
    if (!this.#isSweeping) this.#sweepOn(this.#lanes.values());
  }

  #sweepOn(lanes: Iterator<Lane, undefined>): void {
    if (this.#isBeginDue) this.#beginAll();
    const queuedBefore = this.#queued;
    this.#isSweeping = false;
    for (let { value: lane } = lanes.next(); lane !== undefined; { value: lane } = lanes.next()) {
      this.#sweepLane(lane);
      this.#isSweeping = queuedBefore - this.#queued >= handedOnAtOnce;
      if (this.#isSweeping) break;
    }
    this.#beginSoon();
    if (this.#isSweeping)
      this.#options.later(1, () => {
        this.#sweepOn(lanes);
      });
  }

  #sweepLane(lane: Lane): void {
    const nowMs = this.#options.now();
    if (lane.isLimited) lane.limitTo(this.#options.limitsOf(lane.endpoint.subscriptionId));
    if (this.#options.mayDefer()) this.#deferOverdue(lane, nowMs);
    this.#refresh(lane);
    if (lane.isForgettable(nowMs, idleKeptMs)) this.#lanes.delete(lane.endpoint.subscriptionId);
  }

  /** POSTs may begin that might not, or the other way round. What waits may wait from now on for as long as ever. */
  reconsider(): void {
    this.#waitsFromMs = this.#options.now();
    for (const lane of this.#lanes.values()) this.#refresh(lane);
    this.#beginSoon();
  }

  /** Hands on what waits of events that others have got already. */
  handOnHalfDone(): void {
    for (const lane of this.#lanes.values()) {
      const halfDone = lane.takeHalfDone();
      this.#queued -= halfDone.length;
      for (const delivery of halfDone) this.#options.defer(delivery, { waitMs: 0 });
      this.#refresh(lane);
    }
  }

  /** Begins nothing more and gives back all that waits. */
  stop(): Delivery[] {
    this.#stopped = true;
    this.#queued = 0;
    return [...this.#lanes.values()].flatMap((lane) => lane.takeAll());
  }

  #deferOverdue(lane: Lane, nowMs: number): void {
    const waiting = { nowMs, fromMs: this.#waitsFromMs, leeway: this.#options.leeway() };
    for (const { delivery, refusal } of lane.takeOverdue(waiting)) {
      this.#queued -= 1;
      this.#options.defer(delivery, refusal);
    }
  }

  /** The POSTs that follow from all that one turn of the event loop brings begin together, at its end. */
  #beginSoon(): void {
    if (this.#isBeginDue) return;
    this.#isBeginDue = true;
    this.#options.atEndOfTurn(this.#beginAll);
  }

  /** Begins until no lane may, or the places are taken. */
  readonly #beginAll = (): void => {
    this.#isBeginDue = false;
    for (let begun = !this.#stopped; begun;) {
      begun = false;
      for (const standing of standings) begun = this.#beginNext(standing) || begun;
    }
  };

  #beginNext(standing: Standing): boolean {
    const { places } = this.#options;
    if (!mayTakePlace(standing, { all: this.#inFlight, long: this.#long }, places)) return false;
    const lane = this.#rounds[standing].next();
    if (lane === undefined) return false;
    this.#begin(lane, standing);
    return true;
  }

  #begin(lane: Lane, standing: Standing): void {
    const begun = lane.begin(standing, this.#options.now());
    this.#queued -= 1;
    this.#inFlight[standing] += 1;
    this.#refresh(lane);
    this.#options.attempt(begun.delivery).then((end) => {
      this.#inFlight[standing] -= 1;
      this.#ended += 1;
      if (begun.isLong) this.#long[standing] -= 1;
      const nowMs = this.#options.now();
      lane.end(begun, end, nowMs);
      if (end.again !== undefined) this.#again(end.again);
      this.#refresh(lane);
      // Thousands may wait for a subscription that is gone: each would hold its place for a turn, and nothing is POSTed.
      if (end.health === 'none') this.#beginAll();
      else this.#beginSoon();
    }, this.#options.onFatal);
  }

  /** After a stop nothing has taken it: it stays incomplete. */
  #again({ delivery, afterMs }: Again): void {
    if (afterMs > 0) {
      this.#away += 1;
      this.#options.later(afterMs, () => {
        this.#away -= 1;
        this.#again({ delivery, afterMs: 0 });
      });
    } else if (!this.#stopped) this.#queue(this.#ensureLane(delivery), delivery);
  }

  #queue(lane: Lane, delivery: Delivery): void {
    lane.put(delivery, this.#options.now());
    this.#queued += 1;
    this.#refresh(lane);
    this.#beginSoon();
  }

  /** Whether the lane takes part in the rounds, and in which. */
  #refresh(lane: Lane): void {
    const nowMs = this.#options.now();
    const { first } = lane;
    const mayBegin = first !== undefined && lane.canBegin(nowMs) && this.#options.mayBegin(first);
    const wanted = mayBegin ? lane.standing : undefined;
    if (wanted === undefined && lane.isLimited) this.#comeBack(lane, lane.rateWaitMs(nowMs));
    if (wanted === lane.round) return;
    if (lane.round !== undefined) this.#rounds[lane.round].remove(lane);
    if (wanted !== undefined) this.#rounds[wanted].add(lane);
    lane.round = wanted;
  }

  /** A limited lane begins its next POST when its rate allows it, and not at the next sweep. */
  #comeBack(lane: Lane, waitMs: number): void {
    if (waitMs <= 0 || lane.isAwaited) return;
    lane.isAwaited = true;
    this.#options.later(waitMs, () => {
      lane.isAwaited = false;
      this.#refresh(lane);
      this.#beginSoon();
    });
  }

  /** What came through `paced` is all that its subscription gets anywhere: here its limits hold. */
  #ensureLane({ destination, limitsHoldHere }: Delivery): Lane {
    const known = this.#lanes.get(destination.id);
    const lane = known ?? this.#newLane(destination);
    if (limitsHoldHere) lane.limitTo(this.#options.limitsOf(destination.id));
    return lane;
  }

  #newLane({ id, account_id: accountId }: Delivery['destination']): Lane {
    const lane = new Lane({ subscriptionId: id, accountId }, this.#options.limits, this.#options.random);
    this.#lanes.set(id, lane);
    return lane;
  }
}
