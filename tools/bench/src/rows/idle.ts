// Row `idle`: what a dispatcher costs that has nothing to do.
import { setTimeout as wait } from 'node:timers/promises';
import { processCost } from '../load/process-cost.js';
import type { BenchWorld } from '../world.js';

/** Long enough for V8 to have compiled what an idle process does again and again. */
const restMs = 90_000;
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
