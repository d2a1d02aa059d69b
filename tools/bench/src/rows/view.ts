// Row `view`: what 100,000 subscriptions cost a dispatcher: how long it takes to be ready with them, and how much more
// memory it has then than with none.
import { setTimeout as wait } from 'node:timers/promises';
import { processCost } from '../load/process-cost.js';
import { publishCrowd } from '../load/registry-crowd.js';
import type { BenchWorld } from '../world.js';

const accounts = 100;
const subscriptionsEach = 1_000;
/** What starting leaves behind is collected by then: V8 looks for it when a process has had little to do for a while. */
const settleMs = 45_000;

export interface ViewRow {
  readonly subscriptions: number;
  /** From the start of the process until it is ready; the same without subscriptions. */
  readonly boot_s: number;
  readonly empty_boot_s: number;
  /** Resident memory above that of a dispatcher without subscriptions. */
  readonly view_mb: number;
  readonly resident_mb: number;
}

export async function viewRow(world: BenchWorld): Promise<ViewRow> {
  const empty = await boot(world);
  await publishCrowd(world, { accounts, subscriptionsEach });
  const full = await boot(world);
  return {
    subscriptions: accounts * subscriptionsEach,
    ...{ boot_s: full.bootS, empty_boot_s: empty.bootS },
    view_mb: full.residentMb - empty.residentMb,
    resident_mb: full.residentMb,
  };
}

async function boot(world: BenchWorld): Promise<{ readonly bootS: number; readonly residentMb: number }> {
  const { dispatcher } = world.stack.services;
  await dispatcher.stop();
  const beganMs = performance.now();
  await dispatcher.start();
  const bootS = Number(((performance.now() - beganMs) / 1_000).toFixed(1));
  await wait(settleMs);
  const { residentMb } = await processCost(dispatcher.process?.pid ?? 0);
  return { bootS, residentMb: Math.round(residentMb) };
}
