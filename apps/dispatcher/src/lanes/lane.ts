// A lane: the queue and the limits of one endpoint. It decides when a delivery may begin and when it would wait too
// long; what a delivery is, and where it goes then, is decided elsewhere.
import type { Delivery } from '../delivery/delivery.js';
import type { Limits } from '../delivery/limits.js';
import { AdaptiveLimit } from './adaptive-limit.js';
import type { AttemptEnd } from './attempt-end.js';
import { Breaker, breakerRules } from './breaker.js';
import { LaneQueue, type QueueBounds } from './lane-queue.js';
import { OwnLimits } from './own-limits.js';
import { StandingRecord, type Standing } from './standing.js';
import { Turns } from './turns.js';
import { UnderWay, type Begun } from './under-way.js';

export interface LaneLimits extends QueueBounds {
  readonly inFlightMax: number;
  /** A delivery that would wait longer than this is handed on instead. */
  readonly waitMsMax: number;
  /** The same for a lane that moves on as it should, at full leeway: the shortest tier, as no detour is quicker. */
  readonly movingWaitMsMax: number;
}

/** The lane does not keep the delivery: it would wait about so long. */
export interface Refusal {
  readonly waitMs: number;
  /** When it is its turn; without one its endpoint gets nothing for now. */
  readonly turnAtMs?: number;
}

export interface Waiting {
  readonly nowMs: number;
  readonly fromMs: number;
  /** How freely it may wait in memory. 1: that is far from full; 0: nearly full. */
  readonly leeway: number;
}

export interface Refused {
  readonly delivery: Delivery;
  readonly refusal: Refusal;
}

/** Before the first answer; low, since what waits too long all the same is handed on by the sweep. */
const assumedLatencyMs = 1;
/** Deliveries whose turn has come find room for so many times the wait: others took places early. */
const dueShare = 2;
/** What has waited so many times as long as it should have is looked at again. */
const overdueShare = 3;
/** While a POST is under way for longer, and for longer than usual, the lane is not sure to move. */
const quickMs = 1_000;
/** Weight of the newest answer in the mean latency. */
const newestWeight = 0.2;

export class Lane {
  /** The scheduler's note: in which rounds the lane takes part: it could begin, and the process has no place for it. */
  round: Standing | undefined;
  /** The scheduler's note: whether it comes back when the subscription's own rate allows the next POST. */
  isAwaited = false;
  readonly #queue = new LaneQueue();
  readonly #underWay = new UnderWay();
  readonly #limit: AdaptiveLimit;
  readonly #breaker: Breaker;
  readonly #record = new StandingRecord();
  #turns = new Turns();
  #own: OwnLimits | undefined;
  #latencyMs = assumedLatencyMs;
  /** Whether the last answer was no trouble. */
  #isWell = false;
  #closedUntilMs = 0;
  #usedAtMs = 0;
  /** What takes longer is not this process's own doing, as it last knew. */
  #ownDoingMs = quickMs;
  #deliveredAtMs: number | undefined;

  constructor(
    readonly endpoint: { readonly subscriptionId: string; readonly accountId: string },
    readonly limits: LaneLimits,
    random: () => number,
  ) {
    this.#limit = new AdaptiveLimit(limits.inFlightMax);
    this.#breaker = new Breaker(random);
  }

  get standing(): Standing {
    return this.#record.standing;
  }

  /** What begins next. */
  get first(): Delivery | undefined {
    return this.#queue.first?.delivery;
  }

  get breaker(): Breaker['state'] {
    return this.#breaker.state;
  }

  /** When it last answered with a 2xx, since this process knows it. */
  get deliveredAtMs(): number | undefined {
    return this.#deliveredAtMs;
  }

  /** POSTs that it may have under way; one before the first answer, whatever it holds in store. */
  get inFlightMax(): number {
    return Math.min(this.standing === 'new' ? 1 : this.#limit.value, this.#own?.inFlightMax ?? Infinity);
  }

  /** Whether the subscription's own limits hold here. */
  get isLimited(): boolean {
    return this.#own !== undefined;
  }

  /** The subscription's own limits, as they are now. */
  limitTo(limits: Limits | undefined): void {
    if (limits === undefined ? this.#own === undefined : this.#own?.are(limits)) return;
    this.#own = limits && new OwnLimits(limits);
    this.#turns = new Turns();
  }

  /** Whether nothing waits or is under way, and nothing that it knows would be missed. */
  isForgettable(nowMs: number, idleMs: number): boolean {
    const isIdle = this.#queue.length === 0 && this.#underWay.count === 0;
    if (nowMs < this.#closedUntilMs || this.#turns.isAhead(nowMs)) return false;
    if ((this.#own?.waitMs(0, nowMs) ?? 0) > 0) return false;
    return isIdle && nowMs - this.#usedAtMs >= Math.max(idleMs, this.#downKeptMs());
  }

  /** Whether the first queued delivery may begin now. */
  canBegin(nowMs: number): boolean {
    if (this.#queue.length === 0 || nowMs < this.#closedUntilMs || this.rateWaitMs(nowMs) > 0) return false;
    return this.#underWay.count < this.inFlightMax && this.#breaker.allows(nowMs);
  }

  /** How long until the subscription's own rate allows a POST; 0 when nothing waits for that. */
  rateWaitMs(nowMs: number): number {
    return this.#queue.length === 0 ? 0 : (this.#own?.waitMs(0, nowMs) ?? 0);
  }

  /** How long one more delivery would wait, from the queue, the limits, and how the endpoint answers lately. */
  expectedWaitMs(nowMs: number): number {
    const behind = this.#queue.length + this.#underWay.count - this.inFlightMax + 1;
    const queueMs = behind <= 0 ? 0 : this.#rounds(behind) * this.#answersMs(nowMs);
    const rateMs = this.#own?.waitMs(this.#queue.length, nowMs) ?? 0;
    return Math.max(queueMs, rateMs, this.#stopMs(nowMs));
  }

  /** Queues the delivery, or says why not. An open breaker takes its probe only. `leeway`: as in `Waiting`. */
  offer(delivery: Delivery, nowMs: number, leeway: number): Refusal | undefined {
    const waitMs = this.expectedWaitMs(nowMs);
    if (this.#hasProbe()) return { waitMs: Math.max(waitMs, this.#breaker.openMs) };
    if (this.#stopMs(nowMs) > this.limits.waitMsMax) return { waitMs };
    const hasRoom = this.#isMoving(nowMs) || this.#queue.hasRoom(delivery, this.limits);
    if (!hasRoom || waitMs > this.#waitMsMax(delivery, nowMs, leeway)) return this.#refuse(delivery, nowMs);
    this.put(delivery, nowMs);
    return undefined;
  }

  /** Queues the delivery whatever the limits say. */
  put(delivery: Delivery, nowMs: number): void {
    this.#queue.push(delivery, nowMs);
    this.#usedAtMs = nowMs;
  }

  /** Takes the first queued delivery out; `end` must be called when its attempt has ended. */
  begin(standing: Standing, nowMs: number): Begun {
    const delivery = this.#queue.shift();
    if (delivery === undefined) throw new Error('nothing is queued');
    this.#breaker.begin();
    this.#own?.begin(nowMs);
    return this.#underWay.begin(delivery, standing, nowMs);
  }

  end(begun: Begun, end: AttemptEnd, nowMs: number): void {
    this.#underWay.end(begun);
    this.#usedAtMs = nowMs;
    this.#learn(end, begun.atMs, nowMs);
  }

  /**
   * Takes out what waits too long, and everything while the breaker is open; those stay that are next, unless it is a
   * place of the process that they wait for: who holds those may hold them for long. Waiting counts from `fromMs` on.
   */
  takeOverdue({ nowMs, fromMs, leeway }: Waiting): Refused[] {
    const { first } = this.#queue;
    if (first === undefined) return [];
    const isOpen = this.#breaker.state !== 'closed' && !this.#breaker.allows(nowMs);
    const isOverdue = nowMs - Math.max(first.sinceMs, fromMs) > this.#keptMs(nowMs);
    if (!isOpen && !isOverdue) return [];
    const isLeftOut = isOverdue && this.round !== undefined;
    return this.#queue.takeAll().flatMap((delivery) => {
      const refusal = isLeftOut ? this.#refuse(delivery, nowMs) : this.offer(delivery, nowMs, leeway);
      return refusal === undefined ? [] : [{ delivery, refusal }];
    });
  }

  /** Takes out what waits of events that others have got already. */
  takeHalfDone(): Delivery[] {
    return this.#queue.takeWhere(({ event }) => event.isTouched);
  }

  /**
   * Looks at what is under way, and counts the deliveries that wait for its endpoint, and not for this process, of which a
   * POST takes less than `longMs`: those under way for longer, of each of which `onLong` is told once, and what waits
   * behind such ones, or because its endpoint is to get nothing now. To be called a few times a second.
   */
  look(nowMs: number, longMs: number, onLong: (begun: Begun) => void): number {
    this.#ownDoingMs = longMs;
    const long = this.#underWay.countLong(nowMs - longMs, onLong);
    if (this.#queue.length === 0) return long;
    const isSlow = long > 0 || this.#latencyMs >= longMs;
    const isLeftAlone = this.#stopMs(nowMs) > 0 || this.rateWaitMs(nowMs) > 0;
    return isSlow || isLeftAlone ? long + this.#queue.length : long;
  }

  /** Takes out everything that waits. */
  takeAll(): Delivery[] {
    return this.#queue.takeAll();
  }

  #learn({ health, delivered, closeUntilMs }: AttemptEnd, begunAtMs: number, nowMs: number): void {
    if (closeUntilMs !== undefined) this.#closedUntilMs = Math.max(this.#closedUntilMs, closeUntilMs);
    if (health === 'none') {
      this.#breaker.undecided();
      return;
    }
    this.#isWell = health === 'well';
    const durationMs = nowMs - begunAtMs;
    this.#latencyMs += newestWeight * (durationMs - this.#latencyMs);
    this.#record.add(delivered, durationMs);
    if (delivered) this.#deliveredAtMs = nowMs;
    if (health === 'well') {
      this.#limit.raise();
      this.#breaker.well();
    } else {
      this.#limit.halve(begunAtMs, nowMs);
      this.#breaker.trouble(nowMs);
    }
  }

  /** Answers that it takes, one after the other, until so many are answered; of a new endpoint each makes one more place. */
  #rounds(count: number): number {
    if (this.standing === 'new') return Math.min(count, Math.sqrt(2 * count));
    return Math.max(this.#limit.rounds(count), count / (this.#own?.inFlightMax ?? Infinity));
  }

  /** How long answers take, or the oldest POST that is under way; a first one says nothing while we may be what is slow. */
  #answersMs(nowMs: number): number {
    const ageMs = this.#underWay.oldestAgeMs(nowMs);
    const saysNothing = this.standing === 'new' && ageMs < this.#ownDoingMs;
    return saysNothing ? this.#latencyMs : Math.max(this.#latencyMs, ageMs);
  }

  /** How long the endpoint gets nothing: it asked for that, or its breaker is open. */
  #stopMs(nowMs: number): number {
    return Math.max(this.#closedUntilMs - nowMs, this.#breaker.waitMs(nowMs));
  }

  #hasProbe(): boolean {
    return this.#breaker.state !== 'closed' && this.#queue.length > 0;
  }

  /** Whether the lane will take what waits about as fast as it did lately: nothing looks like trouble. */
  #isMoving(nowMs: number): boolean {
    return this.#isWell && this.#underWay.oldestAgeMs(nowMs) < Math.max(quickMs, 2 * this.#latencyMs);
  }

  /** The fuller memory is, the nearer to that of a lane in trouble; not where the subscription itself wants to wait. */
  #waitMsMax({ history }: Delivery, nowMs: number, leeway: number): number {
    const { waitMsMax, movingWaitMsMax } = this.limits;
    if (!this.#isMoving(nowMs)) return waitMsMax;
    const isDue = history.turn !== undefined && history.turn.atMs - nowMs <= movingWaitMsMax;
    const longestMs = isDue ? dueShare * movingWaitMsMax : movingWaitMsMax;
    return waitMsMax + (this.isLimited ? 1 : leeway) * (longestMs - waitMsMax);
  }

  #keptMs(nowMs: number): number {
    const { waitMsMax, movingWaitMsMax } = this.limits;
    return this.#isMoving(nowMs) ? overdueShare * movingWaitMsMax : waitMsMax;
  }

  /** It waits for its turn, unless its endpoint gets nothing at all. */
  #refuse({ history }: Delivery, nowMs: number): Refusal {
    const waitMs = this.expectedWaitMs(nowMs);
    if (this.#stopMs(nowMs) > this.limits.waitMsMax) return { waitMs };
    const places = Math.min(this.#limit.expected, this.#own?.inFlightMax ?? Infinity);
    const intervalMs = Math.max(this.#answersMs(nowMs) / places, this.#own?.intervalMs ?? 0);
    const turnAtMs = this.#turns.give(history.turn?.atMs, { nowMs, fromMs: nowMs + waitMs, intervalMs });
    return { waitMs: turnAtMs - nowMs, turnAtMs };
  }

  /** By then all that was refused before the next probe was due has come back. */
  #downKeptMs(): number {
    if (this.#breaker.state === 'closed') return 0;
    const { longestAwayMs, longestOpenMs } = breakerRules;
    return Math.min(this.#breaker.downForMs(this.#usedAtMs), longestAwayMs) + 3 * longestOpenMs;
  }
}
