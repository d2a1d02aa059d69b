// The receivers of a bench, in a process of their own. `/ok/<n>` answers at once, `/slow/<n>` after 300 ms,
// `/late/<n>` after 100 ms, `/fail/<n>` with 503, `/hang/<n>` never. `GET /tally?under=/ok/` tells what was counted,
// `DELETE /tally` forgets it. Prints its port.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Counter } from './tally.js';

const counters = new Map<string, Counter>();
const dueKey = 'contact%5Bfields%5D%5B1%5D=';

const delaysMs: Readonly<Record<string, number>> = { slow: 300, late: 100 };

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const url = request.url ?? '/';
  if (request.method === 'POST') receive(request, response, url);
  else if (request.method === 'DELETE') forget(response);
  else tell(response, new URL(url, 'http://bench').searchParams.get('under') ?? '/');
});

function receive(request: IncomingMessage, response: ServerResponse, path: string): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const kind = path.split('/')[1] ?? '';
    if (kind === 'hang') return;
    if (kind !== 'fail') count(request, path, Buffer.concat(chunks));
    const delayMs = delaysMs[kind] ?? 0;
    const status = kind === 'fail' ? 503 : 200;
    if (delayMs === 0) response.writeHead(status).end();
    else setTimeout(() => response.writeHead(status).end(), delayMs);
  });
}

function count(request: IncomingMessage, path: string, body: Buffer): void {
  const counter = counters.get(path) ?? new Counter();
  counters.set(path, counter);
  counter.add(idOf(request), dueOf(body), performance.timeOrigin + performance.now());
}

/** Requests without an id are all different. */
const idOf = (request: IncomingMessage): string => {
  const id = request.headers['webhook-id'];
  return typeof id === 'string' ? id : randomUUID();
};

function dueOf(body: Buffer): number | undefined {
  const at = body.indexOf(dueKey);
  if (at < 0) return undefined;
  const due = Number.parseFloat(body.toString('latin1', at + dueKey.length, at + dueKey.length + 20));
  return due > 0 ? due : undefined;
}

function forget(response: ServerResponse): void {
  counters.clear();
  response.end();
}

function tell(response: ServerResponse, under: string): void {
  const tallies = [...counters].filter(([path]) => path.startsWith(under));
  response.end(JSON.stringify(Object.fromEntries(tallies.map(([path, counter]) => [path, counter.tally()]))));
}

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
