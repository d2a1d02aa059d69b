// Rows `steady` and `isolation`: an open loop at a steady rate, after a warm-up at the same rate that is not timed. In
// `isolation` three of the ten endpoints are bad: one hangs, one answers 503, one is slow and gets twice as many events;
// and 200 more hang, which share as many events as one of the ten has. Their first event comes when the timing begins.
import { eventually } from '@posthorn/testing';
import { inTurn, type ListOf } from '../load/bench-event.js';
import { produceSteadily } from '../load/producers.js';
import { sum } from '../receiver/bench-receiver.js';
import type { Tally } from '../receiver/tally.js';
import type { BenchWorld } from '../world.js';

export interface SteadyRow {
  readonly per_s: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly p999_ms: number;
  readonly lost: number;
  readonly repeated: number;
}

export interface SteadyOptions {
  /** Name of the row's account; its healthy endpoints are `/ok/<name>-<list>`. */
  readonly name: string;
  /** Events of ten endpoints together. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly endpoints?: Endpoints;
}

/** Who the events are for. */
export interface Endpoints {
  /** What the endpoint of each list does, from list 1 on: `ok`, or its path. Only healthy ones are timed. */
  readonly does: readonly string[];
  readonly listOf: ListOf;
  /** Events in those of one endpoint of ten. */
  readonly shares: number;
}

const healthy = 'ok';
const tenths = 10;
/** A process that has just started compiles its code for about so long, on a core that it needs for its work. */
export const warmUpSeconds = 30;
const settleMs = 60_000;

export const tenHealthy: Endpoints = {
  does: Array.from({ length: tenths }, () => healthy),
  listOf: inTurn(tenths),
  shares: tenths,
};

const bad = ['/hang/1', '/fail/1', '/slow/1'];
const slowList = bad.length;
const crowd = Array.from({ length: 200 }, (_, index) => `/hang/${index + 2}`);

/** Of twelve events one is for each of the ten, one more for the slow one, and one for the crowd. */
export const amongBadOnes: Endpoints = {
  does: [...bad, ...tenHealthy.does.slice(bad.length), ...crowd],
  listOf: (number) => {
    const round = Math.floor(number / (tenths + 2));
    const turn = number % (tenths + 2);
    if (turn < tenths) return turn + 1;
    return turn === tenths ? slowList : tenths + 1 + (round % crowd.length);
  },
  shares: tenths + 2,
};

export async function steadyRow(world: BenchWorld, options: SteadyOptions): Promise<SteadyRow> {
  const { name, perSecond, seconds, endpoints = tenHealthy } = options;
  const { does, listOf, shares } = endpoints;
  const account = await world.account(name);
  const under = `/ok/${name}-`;
  for (const [index, what] of does.entries())
    await world.subscribe(account, what === healthy ? `${under}${index + 1}` : what, index + 1);
  const isHealthy = (list: number): boolean => does[list - 1] === healthy;
  const lists = does.map((_, index) => index + 1).filter(isHealthy);
  const toHealthy = world.load(account, (number) => lists[number % lists.length] ?? 0);
  const warmUp = { perSecond, seconds: warmUpSeconds, from: 0, isTimed: false };
  const warmed = await produceSteadily(toHealthy, warmUp);
  const timed = {
    perSecond: Math.floor((perSecond * shares) / tenths),
    seconds,
    from: warmed,
    isTimed: true,
  };
  const total = await produceSteadily(world.load(account, listOf), timed);
  let sent = warmed;
  for (let number = warmed; number < warmed + total; number += 1) if (isHealthy(listOf(number))) sent += 1;
  await eventually(async () => (await world.receiver.count(under)) >= sent, {
    timeoutMs: settleMs,
    intervalMs: 250,
  }).catch(() => undefined);
  return toRow(Object.values(await world.receiver.tallies(under)), sent, warmUpSeconds + seconds);
}

function toRow(tallies: readonly Tally[], sent: number, seconds: number): SteadyRow {
  const count = sum(tallies, (tally) => tally.count);
  const worst = (of: (tally: Tally) => number): number => Number(Math.max(...tallies.map(of)).toFixed(1));
  return {
    per_s: Math.round(count / seconds),
    p50_ms: Number((sum(tallies, ({ p50Ms }) => p50Ms) / tallies.length).toFixed(1)),
    p99_ms: worst(({ p99Ms }) => p99Ms),
    p999_ms: worst(({ p999Ms }) => p999Ms),
    lost: sent - count,
    repeated: sum(tallies, ({ repeated }) => repeated),
  };
}
