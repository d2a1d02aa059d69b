// What a receiver can do with a POST, and what the door makes of it.
import { answer, startReceiver, type Receiver } from '@posthorn/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOutbound, type Outbound } from './outbound.js';
import { startServer } from './sockets/simulated-server.js';

const targetPolicy = { allowLoopback: true, allowHttp: true, ports: 'any' } as const;
const limits = { targetPolicy, timeoutMs: 400, connectTimeoutMs: 300, bodyTimeoutMs: 100 };
const headers = { 'content-type': 'application/x-www-form-urlencoded', 'webhook-id': 'msg_1' };
const body = Buffer.from('type=subscribe&list=0');

let receiver: Receiver;
let outbound: Outbound;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(() => {
  receiver.forget();
  receiver.behave(answer(200));
  outbound = createOutbound(limits);
});
afterEach(() => outbound.close());

const post = (url = `${receiver.url}/hook?api_key=1`) => outbound.post({ url, headers, body });

it('posts the bytes and headers it is given, and nothing of its own but what HTTP needs', async () => {
  const result = await post(`${receiver.url}/a%20b/?api_key=1&x[]=2#part`);
  expect(result).toMatchObject({ outcome: { kind: 'delivered', status: 200 }, stage: 'complete' });
  expect(result).toMatchObject({ remoteAddress: '127.0.0.1', detail: undefined, bodyTruncated: false });
  const [request] = receiver.requests;
  expect(request).toMatchObject({ method: 'POST', path: '/a%20b/?api_key=1&x[]=2', body });
  const host = new URL(receiver.url).host;
  expect(request?.headers).toEqual({ ...headers, host, connection: 'keep-alive', 'content-length': '21' });
});

describe('the status is the outcome', () => {
  it.each([200, 201, 204, 299])('%i is delivered', async (status) => {
    receiver.behave(answer(status));
    expect((await post()).outcome).toEqual({ kind: 'delivered', status });
  });

  it.each([304, 400, 404, 410, 500])('%i is rejected', async (status) => {
    receiver.behave(answer(status));
    expect((await post()).outcome).toEqual({ kind: 'rejected', status });
  });

  it('reads Retry-After', async () => {
    receiver.behave(answer(429, { 'retry-after': '7' }));
    expect((await post()).outcome).toEqual({ kind: 'rejected', status: 429, retryAfterMs: 7_000 });
  });

  it('reads the first Retry-After of several', async () => {
    const server = await startServer((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 503 No\r\nretry-after: 1\r\nretry-after: 2\r\n\r\n')),
    );
    const result = await post(`http://127.0.0.1:${server.port}/`);
    expect(result.outcome).toEqual({ kind: 'rejected', status: 503, retryAfterMs: 1_000 });
    expect(result.headers).toEqual({ 'retry-after': ['1', '2'] });
    await server.stop();
  });

  it.each([301, 302, 307, 308])('%i is not followed', async (status) => {
    const other = await startReceiver();
    receiver.behave(answer(status, { location: `${other.url}/private` }));
    const result = await post();
    expect(result.outcome).toEqual({ kind: 'rejected', status });
    expect(result.headers?.location).toBe(`${other.url}/private`);
    expect(other.requests).toHaveLength(0);
    await other.stop();
  });

  it('takes the final answer after interim ones', async () => {
    const server = await startServer((socket) =>
      socket.once('data', () =>
        socket.write(
          'HTTP/1.1 103 Early\r\nlink: </a>\r\n\r\nHTTP/1.1 202 Ok\r\ncontent-length: 2\r\n\r\nok',
        ),
      ),
    );
    const result = await post(`http://127.0.0.1:${server.port}/`);
    expect(result).toMatchObject({ outcome: { kind: 'delivered', status: 202 }, body: Buffer.from('ok') });
    expect(result.headers).toEqual({ 'content-length': '2' });
    await server.stop();
  });
});

describe('the body of the answer', () => {
  const bodyOf = (status: number, bytes: number) => {
    receiver.behave({ kind: 'answer', status, body: 'x'.repeat(bytes) });
    return post();
  };

  it('is kept to 1 KB of a 2xx and to 16 KB of any other', async () => {
    expect(await bodyOf(200, 1_024)).toMatchObject({ body: Buffer.alloc(1_024, 'x'), bodyTruncated: false });
    expect(await bodyOf(200, 1_025)).toMatchObject({ body: Buffer.alloc(1_024, 'x'), bodyTruncated: true });
    expect(await bodyOf(500, 16_384)).toMatchObject({
      body: Buffer.alloc(16_384, 'x'),
      bodyTruncated: false,
    });
    expect(await bodyOf(500, 16_385)).toMatchObject({ body: Buffer.alloc(16_384, 'x'), bodyTruncated: true });
  });

  it('may be as long as is read without costing the socket', async () => {
    await bodyOf(500, 65_536);
    await bodyOf(500, 65_537);
    await bodyOf(200, 0);
    const ports = receiver.requests.map(({ remotePort }) => remotePort);
    expect(ports[1]).toBe(ports[0]);
    expect(ports[2]).not.toBe(ports[1]);
  });

  it.each([200, 500])('without end costs the socket and not the outcome of a %i', async (status) => {
    receiver.behave({ kind: 'flood', status });
    const result = await post();
    expect(result).toMatchObject({ status, stage: 'body', bodyTruncated: true });
    expect(result.outcome.kind).toBe(status === 200 ? 'delivered' : 'rejected');
    expect(result.body).toHaveLength(status === 200 ? 1_024 : 16_384);
    expect(result.durationMs).toBeLessThan(limits.timeoutMs);
  });

  it.each([200, 503])('that drips is waited for as long as its limit says (%i)', async (status) => {
    receiver.behave({ kind: 'drip', status, intervalMs: 5 });
    const result = await post();
    expect(result).toMatchObject({ status, stage: 'body', bodyTruncated: true });
    expect(result.durationMs).toBeGreaterThanOrEqual(limits.bodyTimeoutMs - 1);
    expect(result.durationMs).toBeLessThan(limits.timeoutMs);
  });

  it('that is cut off leaves the outcome', async () => {
    receiver.behave({ kind: 'close', when: 'in_body' });
    const result = await post();
    expect(result.outcome).toEqual({ kind: 'delivered', status: 200 });
    expect(result).toMatchObject({ stage: 'body', body: Buffer.from('cut off here'), bodyTruncated: true });
  });
});

describe('no answer', () => {
  const respond = async (bytes: string) => {
    const server = await startServer((socket) => socket.once('data', () => socket.write(bytes)));
    const result = await post(`http://127.0.0.1:${server.port}/`);
    await server.stop();
    return result;
  };

  it('in time', async () => {
    receiver.behave({ kind: 'hang' });
    const result = await post();
    expect(result.outcome).toEqual({ kind: 'unreachable', reason: 'timeout' });
    expect(result).toMatchObject({ stage: 'answer', status: undefined, detail: 'no answer within 400 ms' });
    expect(result.remoteAddress).toBe('127.0.0.1');
    expect(result.durationMs).toBeGreaterThanOrEqual(399);
  });

  it('within the time that the request gives', async () => {
    receiver.behave({ kind: 'hang' });
    const result = await outbound.post({ url: receiver.url, headers, body, timeoutMs: 50 });
    expect(result.detail).toBe('no answer within 50 ms');
  });

  it('but a head that drips', async () => {
    const server = await startServer((socket) => {
      const timer = setInterval(() => socket.write('x'), 5);
      socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
      socket.on('close', () => {
        clearInterval(timer);
      });
    });
    const result = await post(`http://127.0.0.1:${server.port}/`);
    expect(result).toMatchObject({ outcome: { kind: 'unreachable', reason: 'timeout' }, stage: 'answer' });
    await server.stop();
  });

  it('but an interim one', async () => {
    const result = await respond('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n');
    expect(result).toMatchObject({ outcome: { kind: 'unreachable', reason: 'timeout' }, status: undefined });
  });

  it('but a closed connection', async () => {
    receiver.behave({ kind: 'close', when: 'before_answer' });
    const result = await post();
    expect(result.outcome).toEqual({ kind: 'unreachable', reason: 'connection_lost' });
    expect(result.stage).toBe('answer');
  });

  it.each([
    ['a head of more than 16 KB', `HTTP/1.1 200 OK\r\nx-long: ${'x'.repeat(16_384)}\r\n\r\n`],
    ['many headers of more than 16 KB', `HTTP/1.1 200 OK\r\n${'x-a: 12345678\r\n'.repeat(1_500)}\r\n`],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['an upgrade', 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
  ])('but %s', async (_, bytes) => {
    const result = await respond(bytes);
    expect(result.outcome).toEqual({ kind: 'unreachable', reason: 'connection_lost' });
    expect(result.detail).toBeTruthy();
  });

  it('because nobody listens', async () => {
    const server = await startServer(() => undefined);
    await server.stop();
    const result = await post(`http://127.0.0.1:${server.port}/`);
    expect(result.outcome).toEqual({ kind: 'unreachable', reason: 'connect' });
    expect(result).toMatchObject({ stage: 'connect', remoteAddress: undefined });
    expect(result.detail).toContain(`ECONNREFUSED 127.0.0.1:${server.port}`);
  });
});

describe('nothing is sent', () => {
  it.each([
    ['url', 'ftp://127.0.0.1/'],
    ['address', 'http://0.0.0.0/'],
    ['address', 'http://[::ffff:169.254.169.254]/'],
    ['address', 'http://10.0.0.1/'],
  ])('blocked %s: %s', async (reason, url) => {
    const result = await post(url);
    expect(result.outcome).toMatchObject({ kind: 'blocked', reason });
    expect(result).toMatchObject({ stage: 'check', durationMs: 0 });
  });

  it.each(['127.0.0.1', '[::1]', '0x7f.1', 'localhost'])('in production to %s', async (host) => {
    const production = createOutbound({
      targetPolicy: { allowLoopback: false, allowHttp: true, ports: 'any' },
    });
    const { port } = new URL(receiver.url);
    const result = await production.post({ url: `http://${host}:${port}/`, headers, body });
    expect(result.outcome).toMatchObject({ kind: 'blocked', reason: 'address' });
    expect(receiver.requests).toHaveLength(0);
    await production.close();
  });

  it('when a header is none: that is a fault of the caller', async () => {
    const wrong = { 'webhook-id': 'a\r\nb: c' };
    await expect(outbound.post({ url: receiver.url, headers: wrong, body })).rejects.toThrow(
      'invalid webhook-id',
    );
    expect(receiver.requests).toHaveLength(0);
  });
});
