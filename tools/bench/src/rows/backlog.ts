// Row `backlog`: a dispatcher that has far more to do than it can hold: 1,000,000 events wait when it starts. Its memory
// is watched until they are delivered.
import { setTimeout as wait } from 'node:timers/promises';
import { processCost } from '../load/process-cost.js';
import { inTurn } from '../load/bench-event.js';
import { produceBacklog } from '../load/producers.js';
import { sum } from '../receiver/bench-receiver.js';
import type { BenchWorld } from '../world.js';

export interface BacklogRow {
  readonly events: number;
  readonly delivered: number;
  readonly peak_mb: number;
  /** Every ten seconds. */
  readonly resident_mb: readonly number[];
  /** What never came, though nothing came any more; `undefined` when the time was over first. */
  readonly lost: number | undefined;
  readonly repeated: number;
}

const endpoints = 10;
const sampleEveryMs = 10_000;
const samplesMax = 60;
/** Longer than the first retry tiers: what has not come after so many samples without any delivery is lost. */
const stillSamples = 9;
/** After the last delivery that was waited for: a repeat would come by then. */
const settleMs = 2_000;

export async function backlogRow(world: BenchWorld, events = 1_000_000): Promise<BacklogRow> {
  const { dispatcher } = world.stack.services;
  const under = '/ok/backlog-';
  const account = await world.account('backlog');
  for (let list = 1; list <= endpoints; list += 1) await world.subscribe(account, `${under}${list}`, list);
  await dispatcher.stop();
  const load = world.load(account, inTurn(endpoints));
  await produceBacklog(load, events);
  await dispatcher.spawn();
  const pid = dispatcher.process?.pid ?? 0;
  const residentMb: number[] = [];
  const counts: number[] = [];
  const isStill = (): boolean => counts.length >= stillSamples && counts.at(-1) === counts.at(-stillSamples);
  const isOver = (): boolean => isStill() || (counts.at(-1) ?? 0) >= events;
  while (!isOver() && counts.length < samplesMax) {
    await wait(sampleEveryMs);
    residentMb.push(Math.round((await processCost(pid)).residentMb));
    counts.push(await world.receiver.count(under));
  }
  await wait(settleMs);
  const tallies = Object.values(await world.receiver.tallies(under));
  const delivered = sum(tallies, ({ count }) => count);
  return {
    ...{ events, delivered, peak_mb: Math.round((await processCost(pid)).peakMb), resident_mb: residentMb },
    lost: isOver() ? events - delivered : undefined,
    repeated: sum(tallies, ({ repeated }) => repeated),
  };
}
