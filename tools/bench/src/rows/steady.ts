// Rows `steady` and `isolation`: an open loop at a steady rate, after a warm-up at the same rate that is not timed. In
// `isolation` the ten healthy endpoints get bad neighbours when the timing begins: one that hangs, one that answers 503,
// one slow and hot, and 200 more that hang from their first event on.
import { eventually } from '@posthorn/testing';
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
  /** Name of the row's account; its endpoints are `/ok/<name>-1`, … */
  readonly name: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** Endpoints beside the ten healthy ones: their path, and the lists whose events they want too. */
  readonly neighbours: readonly { readonly path: string; readonly list: number }[];
}

const endpoints = 10;
export const warmUpSeconds = 10;
const settleMs = 60_000;

export async function steadyRow(world: BenchWorld, options: SteadyOptions): Promise<SteadyRow> {
  const { name, perSecond, seconds, neighbours } = options;
  const account = await world.account(name);
  for (let list = 1; list <= endpoints; list += 1)
    await world.subscribe(account, `/ok/${name}-${list}`, list);
  const others = neighbours.length > 0 ? await world.account(`${name}-neighbours`) : undefined;
  if (others !== undefined)
    for (const { path, list } of neighbours) await world.subscribe(others, path, list);
  const healthy = {
    brokers: world.brokers,
    topic: world.contactTopic,
    accountId: account.id,
    lists: endpoints,
  };
  const warmed = await produceSteadily(healthy, {
    ...{ perSecond, seconds: warmUpSeconds, from: 0, isTimed: false },
  });
  const loads = [produceSteadily(healthy, { perSecond, seconds, from: warmed, isTimed: true })];
  if (others !== undefined) {
    const bad = { ...healthy, accountId: others.id, lists: Math.max(...neighbours.map(({ list }) => list)) };
    const tenth = Math.ceil(perSecond / 10);
    loads.push(produceSteadily(bad, { perSecond: tenth, seconds, from: 0, isTimed: true }));
  }
  const [timed = 0] = await Promise.all(loads);
  const sent = warmed + timed;
  const under = `/ok/${name}-`;
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

/** One hanging, one failing, one slow and hot, and 200 more that hang. */
export const badNeighbours = [
  { path: '/hang/1', list: 1 },
  { path: '/fail/1', list: 2 },
  { path: '/slow/1', list: 3 },
  ...Array.from({ length: 200 }, (_, index) => ({ path: `/hang/${index + 2}`, list: 4 + (index % 7) })),
];
