// Rows of events that are already in Kafka when the dispatchers start. `drain`: fan-out 1, ten endpoints that answer at
// once; `fanout`: five subscriptions want each event; `slow`: receivers that take 100 ms, for one and two dispatchers.
import { eventually, freePort } from '@posthorn/testing';
import { processCost } from '../load/process-cost.js';
import { inTurn } from '../load/bench-event.js';
import { produceBacklog } from '../load/producers.js';
import { sum } from '../receiver/bench-receiver.js';
import type { BenchWorld } from '../world.js';

export interface DrainRow {
  readonly per_s: number;
  /** CPU of the first dispatcher, from its start. */
  readonly cpu_s_per_1000: number;
  readonly peak_mb: number;
  readonly lost: number;
  readonly repeated: number;
}

export interface DrainOptions {
  /** Name of the row's account and part of its endpoints' paths. */
  readonly name: string;
  readonly events: number;
  /** Subscriptions that want each event. */
  readonly fanOut: number;
  /** What the receivers do: `ok`, `late`. */
  readonly kind: string;
  readonly dispatchers: number;
}

const endpoints = 10;
const timeoutMs = 240_000;

export const plainDrain: DrainOptions = {
  ...{ name: 'drain', events: 100_000, fanOut: 1, kind: 'ok', dispatchers: 1 },
};

export async function drainRow(world: BenchWorld, options: DrainOptions): Promise<DrainRow> {
  const { dispatcher } = world.stack.services;
  const { name, events, fanOut, kind } = options;
  const under = `/${kind}/${name}-`;
  const account = await world.account(name);
  for (let list = 1; list <= endpoints; list += 1)
    for (let copy = 1; copy <= fanOut; copy += 1)
      await world.subscribe(account, `${under}${list}-${copy}`, list);
  await dispatcher.stop();
  const load = world.load(account, inTurn(endpoints));
  await produceBacklog(load, events);
  await startDispatchers(world, options.dispatchers);
  const wanted = events * fanOut;
  await eventually(async () => (await world.receiver.count(under)) >= wanted, {
    ...{ timeoutMs, intervalMs: 250, what: 'the backlog to be delivered' },
  });
  const cost = await processCost(dispatcher.process?.pid ?? 0);
  const tallies = Object.values(await world.receiver.tallies(under));
  const beganMs = Math.min(...tallies.map(({ firstAtMs }) => firstAtMs));
  const endedMs = Math.max(...tallies.map(({ lastAtMs }) => lastAtMs));
  return {
    per_s: Math.round((wanted * 1_000) / (endedMs - beganMs)),
    cpu_s_per_1000: Number((cost.cpuS / (wanted / 1_000)).toFixed(4)),
    peak_mb: Math.round(cost.peakMb),
    lost: wanted - sum(tallies, ({ count }) => count),
    repeated: sum(tallies, ({ repeated }) => repeated),
  };
}

async function startDispatchers(world: BenchWorld, count: number): Promise<void> {
  await world.stack.services.dispatcher.spawn();
  for (let more = 1; more < count; more += 1) await world.stack.addDispatcher({ httpPort: await freePort() });
}
