// A receiver as a customer's server would be, over real HTTP: it records what it got, byte for byte, and does what
// a test tells it to, request by request.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, type EventuallyOptions } from '../eventually.js';
import { answer, type Behaviour } from './behaviour.js';

export interface ReceivedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** When the whole request had arrived, ms since the epoch. */
  readonly receivedAtMs: number;
  /** The client's port: equal for requests over one connection. */
  readonly remotePort: number;
}

/** Chosen after the request was recorded, so that `index` (from 0) counts this request. */
export type Behave = (request: ReceivedRequest, index: number) => Behaviour;

export interface ReceiverOptions {
  /** Default: 200 at once. */
  readonly behaviour?: Behaviour | Behave;
  readonly port?: number;
}

export class Receiver {
  readonly url: string;
  /** In the order of arrival. */
  readonly requests: ReceivedRequest[] = [];
  readonly #server: Server;
  #behave: Behave;

  constructor(server: Server, behave: Behave) {
    this.#server = server;
    this.#behave = behave;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#receive(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  /** From the next request on. */
  behave(behaviour: Behaviour | Behave): void {
    this.#behave = toBehave(behaviour);
  }

  /** Requests that came to this path (without the query). */
  at(path: string): ReceivedRequest[] {
    return this.requests.filter((request) => request.path.split('?')[0] === path);
  }

  /** Resolves with all requests when at least `count` have come. */
  async received(count: number, options: EventuallyOptions = {}): Promise<readonly ReceivedRequest[]> {
    const what = `${count} requests at ${this.url}`;
    await eventually(() => this.requests.length >= count, { what, ...options }).catch((error: unknown) => {
      throw new Error(`${what}: got ${this.requests.length}`, { cause: error });
    });
    return this.requests;
  }

  forget(): void {
    this.requests.length = 0;
  }

  /** Ends every connection, also those that hang. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await record(request);
    this.requests.push(received);
    carryOut(this.#behave(received, this.requests.length - 1), response);
  }
}

/** Listens on 127.0.0.1. */
export async function startReceiver({
  behaviour = answer(200),
  port = 0,
}: ReceiverOptions = {}): Promise<Receiver> {
  const server = createServer({ keepAliveTimeout: 60_000 });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return new Receiver(server, toBehave(behaviour));
}

const toBehave = (behaviour: Behaviour | Behave): Behave =>
  typeof behaviour === 'function' ? behaviour : () => behaviour;

async function record(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
    receivedAtMs: Date.now(),
    remotePort: request.socket.remotePort ?? 0,
  };
}

function carryOut(behaviour: Behaviour, response: ServerResponse): void {
  switch (behaviour.kind) {
    case 'answer':
      setTimeout(() => {
        response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
      }, behaviour.delayMs ?? 0);
      return;
    case 'hang':
      return;
    case 'drip':
      response.writeHead(behaviour.status).flushHeaders();
      drip(response, behaviour.intervalMs);
      return;
    case 'flood':
      response.writeHead(behaviour.status);
      flood(response);
      return;
    case 'close':
      if (behaviour.when === 'in_body')
        response.writeHead(200, { 'content-length': '1000' }).write('cut off here');
      response.socket?.end(() => response.socket?.destroy());
      return;
  }
}

function drip(response: ServerResponse, intervalMs: number): void {
  const timer = setInterval(() => response.write('.'), intervalMs);
  response.on('close', () => {
    clearInterval(timer);
  });
}

function flood(response: ServerResponse): void {
  const chunk = Buffer.alloc(65_536, '.');
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
    response.once('drain', more);
  };
  more();
}
