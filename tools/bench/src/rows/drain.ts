// Row `drain`: events that are already in Kafka when the dispatcher starts, fan-out 1, ten endpoints that answer at
// once.
import { eventually } from '@posthorn/testing';
import { processCost } from '../load/process-cost.js';
import { produceBacklog } from '../load/producers.js';
import { sum } from '../receiver/bench-receiver.js';
import type { BenchWorld } from '../world.js';

export interface DrainRow {
  readonly per_s: number;
  readonly cpu_s_per_1000: number;
  readonly peak_mb: number;
  readonly lost: number;
  readonly repeated: number;
}

const endpoints = 10;
const timeoutMs = 300_000;

export async function drainRow(world: BenchWorld, events = 100_000): Promise<DrainRow> {
  const { dispatcher } = world.stack.services;
  const account = await world.account('drain');
  for (let list = 1; list <= endpoints; list += 1) await world.subscribe(account, `/ok/drain-${list}`, list);
  await dispatcher.stop();
  const load = { brokers: world.brokers, topic: world.contactTopic, accountId: account.id, lists: endpoints };
  await produceBacklog(load, events);
  await dispatcher.spawn();
  await eventually(async () => (await world.receiver.count('/ok/drain')) >= events, {
    ...{ timeoutMs, intervalMs: 250, what: 'the backlog to be delivered' },
  });
  const cost = await processCost(dispatcher.process?.pid ?? 0);
  const tallies = Object.values(await world.receiver.tallies('/ok/drain'));
  const beganMs = Math.min(...tallies.map(({ firstAtMs }) => firstAtMs));
  const endedMs = Math.max(...tallies.map(({ lastAtMs }) => lastAtMs));
  return {
    per_s: Math.round((events * 1_000) / (endedMs - beganMs)),
    cpu_s_per_1000: round(cost.cpuS / (events / 1_000), 4),
    peak_mb: Math.round(cost.peakMb),
    lost: events - sum(tallies, ({ count }) => count),
    repeated: sum(tallies, ({ repeated }) => repeated),
  };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
