// The whole service with its relay: what a customer sees of it.
import { createKafka, RegistryView } from '@posthorn/kafka';
import {
  createLogger,
  hashToken,
  Metrics,
  startService,
  type RunningService,
} from '@posthorn/service-runtime';
import { createTestDatabase, createTestTopics, eventually, type TestDatabase } from '@posthorn/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { subscriptionsService } from '../subscriptions-service.js';
import { bodyOf, openDoors, type Doors, type Request } from '../testing/doors.js';
import type { OperationName } from '../testing/operations.js';
import { goodConnection, goodSubscription, newTenant } from '../testing/tenants.js';
import { newSecretBox, operatorToken, testTopics } from '../testing/test-service.js';

const brokers = inject('kafkaBrokers');
let database: TestDatabase;
let running: RunningService;
let doors: Doors;
let view: RegistryView;

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  const { names } = await createTestTopics(brokers);
  const logger = createLogger({ service: 'subscriptions', level: 'silent', format: 'json' });
  const metrics = new Metrics('subscriptions');
  running = await startService(
    subscriptionsService({
      ...{ logger, metrics, operatorToken, secretBox: newSecretBox(), connectionBox: newSecretBox() },
      ...{ subscriptionsPerAccountMax: 1_000, samplesPerSecondMax: 1, topics: testTopics },
      listening: { host: '127.0.0.1', httpPort: 0, grpcPort: 0 },
      database: { url: database.url, connectionsMax: 10 },
      targets: { allowLoopback: false, allowHttp: false, ports: [443] },
      relay: { databaseUrl: database.url, kafka: { brokers }, topic: names.registry, logger, metrics },
    }),
  );
  doors = openDoors({ httpUrl: running.httpUrl, grpcAddress: running.grpcAddress ?? '' });
  view = new RegistryView({
    ...{ kafka: createKafka({ brokers, clientId: 'another' }), topic: names.registry, clientId: 'another' },
    onProblem: () => undefined,
  });
  view.start();
});

afterAll(async () => {
  doors.close();
  await Promise.all([running.stop(), view.stop()]);
  await database.drop();
});

it('answers a create with the time from which events are taken, once every view can know it', async () => {
  const tenant = await newTenant(doors);
  await eventually(() => view.state === 'complete', { timeoutMs: 20_000 });
  const created = bodyOf(await doors.rest.call('createSubscription', goodSubscription, tenant.tokens.admin));
  expect(created).toMatchObject({ state: 'active', effective_from: expect.any(String) as unknown });
  expect(await view.confirmEnd(5_000)).toBe(true);
  const viewed = view.subscription(String(created.id));
  expect(viewed?.effectiveFromMs).toBe(Date.parse(String(created.effective_from)));
  expect(view.subscriptionsOf(tenant.accountId)).toEqual([viewed]);
});

it('answers a connection once every view can know it', async () => {
  const { accountId, tokens } = await newTenant(doors);
  await eventually(() => view.state === 'complete', { timeoutMs: 20_000 });
  const { id } = bodyOf(await doors.rest.call('createConnection', goodConnection, tokens.admin));
  expect(await view.confirmEnd(5_000)).toBe(true);
  expect(view.connection(String(id))).toMatchObject({ account_id: accountId, platform: 'shopify' });
});

it.each(['rest', 'grpc'] as const)('answers over %s once the registry has the change', async (doorName) => {
  const call = (...[operation, request]: [OperationName, Request]) =>
    doors[doorName].call(operation, request, operatorToken);
  const { id: accountId } = bodyOf(await call('createAccount', { name: 'Acme' }));
  await eventually(() => view.state === 'complete', { timeoutMs: 20_000 });
  for (let round = 0; round < 5; round += 1) {
    const made = bodyOf(await call('createToken', { account_id: accountId, name: 'CI', role: 'ingest' }));
    const hash = hashToken(String(made.token));
    expect(await view.confirmEnd(5_000)).toBe(true);
    expect(view.tokenByHash(hash)).toMatchObject({ id: made.id, account_id: accountId });
    bodyOf(await call('deleteToken', { id: made.id }));
    expect(await view.confirmEnd(5_000)).toBe(true);
    expect(view.tokenByHash(hash)).toBeUndefined();
  }
  bodyOf(await call('deleteAccount', { id: accountId }));
  expect(await view.confirmEnd(5_000)).toBe(true);
  expect(view.account(String(accountId))).toBeUndefined();
});

it('is ready, and tells its numbers', async () => {
  const ready = await fetch(`${running.httpUrl}/health/ready`);
  expect(await ready.json()).toEqual({ status: 'ready', checks: { database: 'ok', relay: 'ok' } });
  const metrics = await (await fetch(`${running.httpUrl}/metrics`)).text();
  expect(metrics).toMatch(/posthorn_registry_full_publishes_total\{reason="sentinel_missing".*\} 1/);
  expect(metrics).toMatch(/posthorn_registry_outbox_changes\{.*\} 0/);
});
