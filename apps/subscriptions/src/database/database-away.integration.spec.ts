import { eventually, startPostgresServer, type PostgresServer } from '@posthorn/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bodyOf } from '../testing/doors.js';
import { goodSubscription, newTenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let folder: string;
let postgres: PostgresServer;
let service: TestService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posthorn-away-'));
  postgres = await startPostgresServer({
    folder: join(folder, 'postgres'),
    password: 'posthorn',
    durable: true,
  });
  service = await startTestService({ postgresUrl: postgres.url });
});

afterAll(async () => {
  await service.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const readiness = async () => (await fetch(new URL('/health/ready', service.httpUrl))).status;

it('says so while the database is away, and recovers by itself', async () => {
  const { tokens } = await newTenant(service);
  await postgres.kill();
  const response = await fetch(new URL('/v1/accounts', service.httpUrl), {
    headers: { 'api-token': operatorToken },
  });
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ code: 'database_unavailable' });
  const overGrpc = await service.grpc.call('listSubscriptions', {}, tokens.admin);
  expect(overGrpc).toMatchObject({ ok: false, grpcCode: 14, problem: { code: 'database_unavailable' } });
  expect(await readiness()).toBe(503);

  await postgres.start();
  await eventually(async () => (await readiness()) === 200, { what: 'ready again' });
  const made = await eventually(async () => {
    const answer = await service.rest.call('createSubscription', goodSubscription, tokens.admin);
    return answer.ok && answer;
  });
  expect(bodyOf(made).id).toBeDefined();
  await eventually(
    async () => {
      const answer = bodyOf(await service.rest.call('createSubscription', goodSubscription, tokens.admin));
      expect(answer.state).toBe('active');
      return true;
    },
    { what: 'nudges arrive again' },
  );
}, 60_000);
