// Row `limit`: what the HTTP client alone can do against the same receivers: undici, and Posthorn's own door.
import { createOutbound } from '@posthorn/outbound-http';
import { Agent, request } from 'undici';
import type { BenchWorld } from '../world.js';

const connections = 64;
const forMs = 4_000;
const body = Buffer.from('contact%5Bid%5D=1&filler='.padEnd(1_100, 'x'));
const headers = {
  'content-type': 'application/x-www-form-urlencoded',
  'user-agent': 'Posthorn/0.1',
  'webhook-id': 'msg_limit',
  'webhook-timestamp': '1700000000',
  'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
};

export interface LimitRow {
  readonly undici_per_s: number;
  readonly axios_per_s: number;
}

export async function limitRow({ receiver }: BenchWorld): Promise<LimitRow> {
  const url = `${receiver.url}/ok/limit`;
  const agent = new Agent({ connections });
  const bare = async (): Promise<void> => {
    const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent });
    await answer.body.dump();
  };
  const door = createOutbound({ targetPolicy: { allowLoopback: true, allowHttp: true, ports: 'any' } });
  const posted = async (): Promise<void> => {
    const { outcome } = await door.post({ url, headers, body });
    if (outcome.kind !== 'delivered') throw new Error(`the door: ${JSON.stringify(outcome)}`);
  };
  const rates = { undici: [await rate(bare)], axios: [await rate(posted)] };
  rates.undici.push(await rate(bare));
  rates.axios.push(await rate(posted));
  await Promise.all([agent.close(), door.close()]);
  return {
    undici_per_s: Math.round(Math.max(...rates.undici)),
    axios_per_s: Math.round(Math.max(...rates.axios)),
  };
}

/** Calls a second with 64 of them under way. */
async function rate(call: () => Promise<void>): Promise<number> {
  let calls = 0;
  const beganMs = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() - beganMs < forMs) {
      await call();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return (calls * 1_000) / (performance.now() - beganMs);
}
