// Rows `light` and `ingest`: events over REST. `light`: 100 a second, one a request, after a warm-up; latency counts
// from the moment an event was due to be sent to the receiver. `ingest`: as many as it takes, alone and in batches.
import { eventually } from '@posthorn/testing';
import { sendAtOnce, sendSteadily, type RestLoad } from '../load/rest-load.js';
import type { BenchWorld } from '../world.js';
import { warmUpSeconds } from './steady.js';

const perSecond = 100;
const measuredSeconds = 20;
const settleMs = 30_000;

export interface LightRow {
  readonly per_s: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly lost: number;
  readonly repeated: number;
}

export async function lightRow(world: BenchWorld): Promise<LightRow> {
  const load = await restLoad(world, 'light');
  const path = '/ok/light';
  const count = async (): Promise<number> => world.receiver.count(path);
  const warmed = await sendSteadily(load, { perSecond, seconds: warmUpSeconds, from: 1 });
  await eventually(async () => (await count()) >= warmed, { timeoutMs: settleMs });
  await world.receiver.forget();
  const sent = await sendSteadily(load, { perSecond, seconds: measuredSeconds, from: warmed + 1 });
  await eventually(async () => (await count()) >= sent, { timeoutMs: settleMs }).catch(() => undefined);
  const tally = (await world.receiver.tallies(path))[path];
  return {
    per_s: perSecond,
    p50_ms: Number((tally?.p50Ms ?? 0).toFixed(1)),
    p99_ms: Number((tally?.p99Ms ?? 0).toFixed(1)),
    lost: sent - (tally?.count ?? 0),
    repeated: tally?.repeated ?? 0,
  };
}

export interface IngestRow {
  readonly per_s: number;
  readonly p99_ms: number;
  readonly batched_per_s: number;
  readonly batched_p99_ms: number;
}

const forMs = 10_000;

export async function ingestRow(world: BenchWorld): Promise<IngestRow> {
  const load = await restLoad(world, 'ingest');
  await sendAtOnce(load, { callers: 32, batch: 1, forMs: 3_000 });
  const alone = await sendAtOnce(load, { callers: 32, batch: 1, forMs });
  const batched = await sendAtOnce(load, { callers: 4, batch: 100, forMs });
  return {
    per_s: Math.round(alone.perSecond),
    p99_ms: Number(alone.p99Ms.toFixed(1)),
    batched_per_s: Math.round(batched.perSecond),
    batched_p99_ms: Number(batched.p99Ms.toFixed(1)),
  };
}

/** In `ingest` nobody wants the events: it is the door alone that is measured. */
async function restLoad(world: BenchWorld, name: 'light' | 'ingest'): Promise<RestLoad> {
  const account = await world.account(name);
  if (name === 'light') await world.subscribe(account, '/ok/light', 1);
  return { ingest: world.stack.services.ingest.http, token: account.token, accountId: account.id };
}
