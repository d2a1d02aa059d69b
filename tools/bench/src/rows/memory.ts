// Rows `idle` and `backlog`: what a dispatcher costs that has nothing to do, and one that has far more to do than it
// can hold: 1,000,000 events wait when it starts, and its memory is watched for the first minute of the work.
import { setTimeout as wait } from 'node:timers/promises';
import { processCost } from '../load/process-cost.js';
import { produceBacklog } from '../load/producers.js';
import type { BenchWorld } from '../world.js';

const restMs = 10_000;
const watchedMs = 30_000;

export interface IdleRow {
  /** CPU of the dispatcher, percent of a core. */
  readonly cpu_percent: number;
  readonly resident_mb: number;
}

export async function idleRow(world: BenchWorld): Promise<IdleRow> {
  const pid = world.stack.services.dispatcher.process?.pid ?? 0;
  await wait(restMs);
  const before = await processCost(pid);
  await wait(watchedMs);
  const after = await processCost(pid);
  return {
    cpu_percent: Number((((after.cpuS - before.cpuS) * 100_000) / watchedMs).toFixed(2)),
    resident_mb: Math.round(after.residentMb),
  };
}

export interface BacklogRow {
  readonly events: number;
  readonly delivered: number;
  readonly peak_mb: number;
  /** Every ten seconds. */
  readonly resident_mb: readonly number[];
}

const endpoints = 10;
const samples = 6;
const sampleEveryMs = 10_000;

export async function backlogRow(world: BenchWorld, events = 1_000_000): Promise<BacklogRow> {
  const { dispatcher } = world.stack.services;
  const account = await world.account('backlog');
  for (let list = 1; list <= endpoints; list += 1)
    await world.subscribe(account, `/ok/backlog-${list}`, list);
  await dispatcher.stop();
  const load = { brokers: world.brokers, topic: world.contactTopic, accountId: account.id, lists: endpoints };
  await produceBacklog(load, events);
  await dispatcher.spawn();
  const pid = dispatcher.process?.pid ?? 0;
  const residentMb: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    await wait(sampleEveryMs);
    residentMb.push(Math.round((await processCost(pid)).residentMb));
  }
  const { peakMb } = await processCost(pid);
  const delivered = await world.receiver.count('/ok/backlog-');
  return { events, delivered, peak_mb: Math.round(peakMb), resident_mb: residentMb };
}
