import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Body, Controller, Delete, Get, HttpCode, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Incoming, type IncomingCall } from '../authentication/incoming-call.js';
import type { Finding } from '../health/readiness.js';
import { createLogger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { conflict, invalidRequest, unavailable } from '../problems/problems.js';
import { Manner } from './route-manner.js';
import { startService, type RunningService } from './start-service.js';

@Controller('things')
class ThingsController {
  @Get('token')
  token(@Incoming() call: IncomingCall): IncomingCall {
    return call;
  }

  @Post()
  create(@Body() body: unknown): unknown {
    return body;
  }

  @Get('wrong')
  wrong(): never {
    throw invalidRequest([{ field: 'data.email', detail: 'Required' }]);
  }

  @Get('taken')
  taken(): never {
    throw conflict('account_exists', 'There is an account with this id');
  }

  @Get('away')
  away(): never {
    throw unavailable('kafka_unavailable', 'Kafka does not answer', 5);
  }

  @Get('bug')
  bug(): never {
    throw new Error('the secret inside');
  }

  @Delete(':id')
  @HttpCode(204)
  delete(@Body() body: unknown): unknown {
    return body;
  }

  @Post('raw')
  @Manner({ rawBody: true })
  raw(@Body() body: Buffer): object {
    return { hex: body.toString('hex') };
  }

  @Post('own')
  @Manner({
    answerProblem: (reply, { code, status }, { method }) => {
      reply.status(status).send({ method, code });
    },
  })
  own(): never {
    throw new Error('the secret inside');
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const lines: string[] = [];
let finding: Finding = { ok: true };
let running: RunningService;

beforeAll(async () => {
  const settings = { service: 'things', level: 'info', format: 'json' } as const;
  running = await startService({
    service: 'things',
    module: ThingsModule,
    listening: { host: '127.0.0.1', httpPort: 0, grpcPort: 0 },
    logger: createLogger(settings, { write: (line) => lines.push(line) }),
    metrics: new Metrics('things'),
    readiness: () => [{ name: 'kafka', check: () => finding }],
    openApi: { title: 'Things', description: 'For a test.' },
    bodyBytesMax: 1_000,
  });
});

afterAll(() => running.stop());

const ask = (path: string, init?: RequestInit) => fetch(`${running.httpUrl}${path}`, init);
const post = (body: string, contentType = 'application/json') =>
  ask('/things', { method: 'POST', body, headers: { 'content-type': contentType } });

const tooLarge = JSON.stringify('x'.repeat(1_000));

it.each(['application/json', 'application/x-www-form-urlencoded', 'image/png'])(
  'hands the bytes of a %s to a route that takes them raw',
  async (contentType) => {
    const body = new Uint8Array([0x7b, 0xff, 0x00]);
    const response = await ask('/things/raw', {
      method: 'POST',
      body,
      headers: { 'content-type': contentType },
    });
    expect(await response.json()).toEqual({ hex: '7bff00' });
  },
);

describe('problems', () => {
  it.each([
    ['/things/wrong', 422, 'invalid_request'],
    ['/things/taken', 409, 'account_exists'],
    ['/things/away', 503, 'kafka_unavailable'],
    ['/things/bug', 500, 'internal'],
    ['/nowhere', 404, 'unknown_route'],
  ])('%s is %i %s', async (path, status, code) => {
    const response = await ask(path, { headers: { 'x-request-id': 'r-1' } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.json()).toMatchObject({ status, code, instance: 'urn:request:r-1' });
  });

  it.each([
    { body: '{"a":', status: 400, code: 'malformed_request' },
    { body: '{"__proto__":{}}', status: 400, code: 'malformed_request' },
    { body: '{}', contentType: 'text/plain', status: 415, code: 'unsupported_media_type' },
    { body: tooLarge, status: 413, code: 'body_too_large' },
  ])('a body that is $code', async ({ body, contentType, status, code }) => {
    const response = await post(body, contentType);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it.each([
    { body: '{"a":', answer: { method: 'POST', code: 'malformed_request' } },
    { body: '{}', answer: { method: 'POST', code: 'internal' } },
  ])('are written as their route does, $answer.code', async ({ body, answer }) => {
    const headers = { 'content-type': 'application/json' };
    const response = await ask('/things/own', { method: 'POST', body, headers });
    expect(await response.json()).toEqual(answer);
  });

  it('an announced body that does not come is none', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await ask('/things/1', { method: 'DELETE', headers })).status).toBe(204);
  });

  it('says the limit of a body', async () => {
    const { detail } = (await (await post(tooLarge)).json()) as { detail: string };
    expect(detail).toContain('1000 bytes');
  });

  it('names the faulty fields', async () => {
    const body = await (await ask('/things/wrong')).json();
    expect(body).toMatchObject({ errors: [{ field: 'data.email', detail: 'Required' }] });
  });

  it('says when to try again', async () => {
    expect((await ask('/things/away')).headers.get('retry-after')).toBe('5');
  });

  it('tells a bug to the log, and nothing of it to the caller', async () => {
    const response = await ask('/things/bug', { headers: { 'x-request-id': 'bug-1' } });
    expect(await response.text()).not.toContain('secret inside');
    const logged = lines.filter((line) => line.includes('unexpected error') && line.includes('bug-1'));
    expect(logged).toHaveLength(1);
  });
});

it('takes JSON of every name', async () => {
  const response = await post('{"a":1}', 'application/cloudevents+json; charset=utf-8');
  expect(await response.json()).toEqual({ a: 1 });
});

it('gives handlers the token and the trace', async () => {
  const headers = { 'api-token': 'pht_1', traceparent: '00-x-y-01', 'x-request-id': 'r-2' };
  const call = await (await ask('/things/token', { headers })).json();
  expect(call).toEqual({ token: 'pht_1', traceparent: '00-x-y-01', requestId: 'r-2' });
});

describe('log', () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const linesOf = (requestId: string) => {
    const found = lines.filter((line) => line.includes(requestId));
    return found.length > 0 ? found : undefined;
  };

  it('has one line for a request, without its query', async () => {
    await ask('/things/token?api_key=hidden', { headers: { 'x-request-id': 'r-3', traceparent } });
    const [line] = await vi.waitUntil(() => linesOf('r-3'));
    expect(linesOf('r-3')).toHaveLength(1);
    expect(line).not.toContain('hidden');
    expect(JSON.parse(line ?? '')).toMatchObject({
      level: 'info',
      service: 'things',
      trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
      req: { id: 'r-3', method: 'GET', path: '/things/token?…' },
      res: { status: 200 },
    });
  });

  it('has the trace of a request that failed, too', async () => {
    await ask('/things/bug', { headers: { 'x-request-id': 'r-5', traceparent } });
    const line = await vi.waitUntil(() => linesOf('r-5')?.find((each) => each.includes('"duration_ms"')));
    expect(JSON.parse(line)).toMatchObject({
      ...{ trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', res: { status: 500 } },
      err: { message: expect.any(String) as string },
    });
  });

  it('leaves probes out', async () => {
    await ask('/health/live', { headers: { 'x-request-id': 'r-4' } });
    await ask('/things/token', { headers: { 'x-request-id': 'r-5' } });
    await vi.waitUntil(() => linesOf('r-5'));
    expect(linesOf('r-4')).toBeUndefined();
  });
});

describe('health', () => {
  it('is live', async () => {
    expect((await ask('/health/live')).status).toBe(200);
  });

  it('is ready while every check is', async () => {
    const response = await ask('/health/ready');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready', checks: { kafka: 'ok' } });
  });

  it('says which check failed', async () => {
    finding = { ok: false, detail: 'no broker answers' };
    const response = await ask('/health/ready');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'not_ready', checks: { kafka: 'no broker answers' } });
  });
});

it('measures requests by route', async () => {
  await ask('/things/token');
  const text = await (await ask('/metrics')).text();
  expect(text).toMatch(/posthorn_http_request_duration_seconds_count\{.*route="\/things\/token".*\} \d/);
  expect(text).toContain('process_cpu_seconds_total');
});

it('describes itself', async () => {
  const document = (await (await ask('/openapi.json')).json()) as { paths: object };
  expect(Object.keys(document.paths)).toContain('/things');
  expect((await ask('/docs')).headers.get('content-type')).toMatch('text/html');
});

it('refuses bodies above what may be received at once, and takes them again when the others are gone', async () => {
  const { port, hostname } = new URL(running.httpUrl);
  const sockets = await Promise.all(
    Array.from({ length: 64 }, async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(
        'POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n',
      );
      return socket;
    }),
  );
  const refused = await vi.waitFor(async () => {
    const response = await post('{"a":1}');
    expect(response.status).toBe(503);
    return response;
  });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refused.json()).toMatchObject({ code: 'too_busy' });
  for (const socket of sockets) socket.destroy();
  await vi.waitFor(async () => {
    expect((await post('{"a":1}')).status).toBe(201);
  });
});

it('closes what it opened when a door cannot be opened', async () => {
  const { port } = new URL(running.httpUrl);
  const settings = { service: 'things', level: 'silent', format: 'json' } as const;
  const started = startService({
    service: 'things',
    module: ThingsModule,
    listening: { host: '127.0.0.1', httpPort: Number(port), grpcPort: 0 },
    logger: createLogger(settings),
    metrics: new Metrics('things'),
    readiness: () => [],
  });
  await expect(started).rejects.toThrow('EADDRINUSE');
});

it.each(['/%', '/things/%ff', '//', '/things/../../x'])('has a problem for the path %s', async (path) => {
  const { port, hostname } = new URL(running.httpUrl);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(answer).toContain('application/problem+json');
});
