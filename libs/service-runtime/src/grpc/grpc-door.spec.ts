import { Client, credentials, status, type ServiceDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { Controller, Module } from '@nestjs/common';
import { GrpcMethod, Payload } from '@nestjs/microservices';
import { GrpcClient, loadGrpcService } from '@posthorn/testing';
import { service as healthService } from 'grpc-health-check';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Incoming, type IncomingCall } from '../authentication/incoming-call.js';
import type { Finding } from '../health/readiness.js';
import { createLogger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { invalidRequest, unavailable } from '../problems/problems.js';
import { startService, type RunningService } from '../service/start-service.js';

const refusals: Readonly<Record<string, () => Error>> = {
  invalid: () => invalidRequest([{ field: 'event.data', detail: 'Required' }]),
  long: () =>
    invalidRequest(Array.from({ length: 500 }, (_, at) => ({ field: `f${at}`, detail: 'x'.repeat(400) }))),
  away: () => unavailable('kafka_unavailable', 'Kafka does not answer', 5),
  bug: () => new Error('the secret inside'),
};

@Controller()
class IngestController {
  @GrpcMethod('IngestService', 'Publish')
  publish(@Payload() { event }: { event: { type: string } }, @Incoming() call: IncomingCall): unknown {
    const refusal = refusals[event.type];
    if (refusal !== undefined) throw refusal();
    return { accepted: { id: event.type, topic: call.token, partition: 3, offset: call.requestId } };
  }
}

@Module({ controllers: [IngestController] })
class IngestModule {}

const serviceName = 'posthorn.ingest.v1.IngestService';
const lines: string[] = [];
let finding: Finding = { ok: true };
let running: RunningService;
let client: GrpcClient;

beforeAll(async () => {
  const settings = { service: 'things', level: 'info', format: 'json' } as const;
  running = await startService({
    service: 'things',
    module: IngestModule,
    listening: { host: '127.0.0.1', httpPort: 0, grpcPort: 0 },
    logger: createLogger(settings, { write: (line) => lines.push(line) }),
    metrics: new Metrics('things'),
    readiness: () => [{ name: 'kafka', check: () => finding }],
    grpc: { package: 'posthorn.ingest.v1', protos: ['posthorn/ingest/v1/ingest.proto'] },
    bodyBytesMax: 1_000,
  });
  client = clientOf(loadGrpcService('posthorn/ingest/v1/ingest.proto', serviceName));
});

afterAll(async () => {
  client.close();
  await running.stop();
});

const clientOf = (service: ServiceDefinition) => new GrpcClient(running.grpcAddress ?? '', service);
const publish = (type: string, headers?: Readonly<Record<string, string>>) =>
  client.call('Publish', { event: { type } }, headers);

it('answers with what the handler made of payload and metadata', async () => {
  const answer = await publish('deal_add', { authorization: 'Bearer pht_1', 'x-request-id': 'g-1' });
  expect(answer).toEqual({
    ok: true,
    message: { accepted: { id: 'deal_add', topic: 'pht_1', partition: 3, offset: 'g-1' } },
  });
});

describe('problems', () => {
  it('carry the document of REST', async () => {
    expect(await publish('invalid', { 'x-request-id': 'g-2' })).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: 'event.data: Required',
      problem: {
        status: 422,
        code: 'invalid_request',
        instance: 'urn:request:g-2',
        errors: [{ field: 'event.data', detail: 'Required' }],
      },
    });
  });

  it('say when to try again', async () => {
    const answer = await publish('away');
    expect(answer).toMatchObject({ code: status.UNAVAILABLE, problem: { code: 'kafka_unavailable' } });
    expect(answer.ok || answer.metadata.get('retry-after')).toEqual(['5']);
  });

  it('stay small enough for metadata, and say what they leave out', async () => {
    const answer = await publish('long');
    expect(answer).toMatchObject({ code: status.INVALID_ARGUMENT });
    const problem = (answer as { problem: { errors: unknown[]; errors_omitted: number } }).problem;
    expect(problem.errors.length + problem.errors_omitted).toBe(500);
    expect(JSON.stringify(problem).length).toBeLessThan(4_000);
  });

  it('tell a bug to the log, and nothing of it to the caller', async () => {
    const answer = await publish('bug', { 'x-request-id': 'g-3' });
    expect(answer).toMatchObject({ code: status.INTERNAL, problem: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('secret inside');
    expect(lines.filter((line) => line.includes('unexpected error') && line.includes('g-3'))).toHaveLength(1);
  });
});

it('refuses a message above the limit', async () => {
  expect(await publish('x'.repeat(1_000))).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
});

it('logs one line for a call', async () => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  await publish('away', { 'x-request-id': 'g-4', traceparent });
  const logged = lines.filter((line) => line.includes('g-4'));
  expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { method: 'IngestController.publish', code: 'UNAVAILABLE', trace_id: '4bf92f3577b34da6a3ce929d0e0e4736' },
  ]);
});

it('tells the health that readiness has, of the server and of its service', async () => {
  const health = clientOf(healthService);
  const told = async () => {
    const answers = await Promise.all(['', serviceName].map((service) => health.call('Check', { service })));
    return answers.map((answer) => (answer as { message: unknown }).message);
  };
  finding = { ok: false, detail: 'no broker answers' };
  await vi.waitFor(async () => {
    expect(await told()).toEqual([{ status: 'NOT_SERVING' }, { status: 'NOT_SERVING' }]);
  }, 5_000);
  finding = { ok: true };
  await vi.waitFor(async () => {
    expect(await told()).toEqual([{ status: 'SERVING' }, { status: 'SERVING' }]);
  }, 5_000);
  health.close();
});

it('describes itself by reflection', async () => {
  const names = await reflectedServices(running.grpcAddress ?? '');
  expect([...names].sort()).toEqual(['grpc.health.v1.Health', serviceName]);
});

interface ReflectionAnswer {
  readonly list_services_response: { readonly service: readonly { readonly name: string }[] };
}

function reflectedServices(address: string): Promise<readonly string[]> {
  const proto = createRequire(import.meta.url).resolve(
    '@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto',
  );
  const definition = loadSync(proto, { keepCase: true })['grpc.reflection.v1.ServerReflection'];
  const method = (definition as ServiceDefinition).ServerReflectionInfo;
  if (method === undefined) throw new Error('reflection.proto has no ServerReflectionInfo');
  const channel = new Client(address, credentials.createInsecure());
  const { path, requestSerialize, responseDeserialize } = method;
  const stream = channel.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
  return new Promise((resolve, reject) => {
    stream.on('error', reject);
    stream.on('data', (answer: ReflectionAnswer) => {
      resolve(answer.list_services_response.service.map(({ name }) => name));
      stream.end();
      channel.close();
    });
    stream.write({ list_services: '' });
  });
}
