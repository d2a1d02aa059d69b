// Sends events over ingest's REST door: at a steady rate whether or not earlier ones were answered, or as fast as a
// number of callers get answers.
import { setTimeout as wait } from 'node:timers/promises';
import { benchEvent, inTurn } from './bench-event.js';

export interface RestLoad {
  /** Base URL of ingest. */
  readonly ingest: string;
  readonly token: string;
  readonly accountId: string;
}

export interface RestOpenLoop {
  readonly perSecond: number;
  readonly seconds: number;
  /** Number of the first event. */
  readonly from: number;
}

export interface RestRate {
  readonly perSecond: number;
  readonly p99Ms: number;
}

const accepted = 202;

/** One event a request, each when it is due; answers how many were sent, all of them accepted. */
export async function sendSteadily(load: RestLoad, loop: RestOpenLoop): Promise<number> {
  const beganMs = performance.now();
  const total = loop.perSecond * loop.seconds;
  const sent: Promise<void>[] = [];
  for (let index = 0; index < total; index += 1) {
    const dueMs = beganMs + (index * 1_000) / loop.perSecond;
    const aheadMs = dueMs - performance.now();
    if (aheadMs > 0) await wait(aheadMs);
    sent.push(post(load, restEvent(load, loop.from + index, performance.timeOrigin + dueMs)));
  }
  await Promise.all(sent);
  return total;
}

/** `callers` at the same time, each with `batch` events a request, for `forMs`. */
export async function sendAtOnce(
  load: RestLoad,
  { callers, batch, forMs }: { readonly callers: number; readonly batch: number; readonly forMs: number },
): Promise<RestRate> {
  const beganMs = performance.now();
  const latencies: number[] = [];
  let number = 0;
  const call = async (): Promise<void> => {
    while (performance.now() - beganMs < forMs) {
      const events = Array.from({ length: batch }, () => restEvent(load, (number += 1), 0));
      const sentMs = performance.now();
      await post(load, batch === 1 ? events[0] : events);
      latencies.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  const seconds = (performance.now() - beganMs) / 1_000;
  latencies.sort((a, b) => a - b);
  return {
    perSecond: (latencies.length * batch) / seconds,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
  };
}

/** The event of every row, as a product sends it. */
function restEvent({ accountId }: RestLoad, number: number, dueMs: number): object {
  const { value } = benchEvent({ accountId, number, dueMs }, inTurn(1));
  return {
    ...{ id: `rest-${number}`, source: '/bench', type: 'update', subject: String(number) },
    ...{ time: new Date(dueMs || Date.now()).toISOString(), accountid: accountId, listid: '1' },
    ...{ initiatedfrom: 'api', initiatedby: 'api', data: JSON.parse(value) as unknown },
  };
}

async function post({ ingest, token }: RestLoad, body: unknown): Promise<void> {
  const answer = await fetch(`${ingest}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.status !== accepted) throw new Error(`ingest: ${answer.status} ${text}`);
}
