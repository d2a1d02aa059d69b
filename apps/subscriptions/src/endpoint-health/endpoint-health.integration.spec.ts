// Real database, real broker; reports as dispatchers write them.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, startPostgresServer } from '@posthorn/testing';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createDataSource } from '../database/data-source.js';
import { bodyOf } from '../testing/doors.js';
import { HealthScene } from '../testing/health-scene.js';

const brokers = inject('kafkaBrokers');

describe('reports about endpoints', () => {
  let scene: HealthScene;
  beforeEach(async () => {
    scene = await HealthScene.set({ brokers, postgresUrl: inject('postgresUrl'), disableAfterMs: 300 });
  });
  afterEach(() => scene.strike());

  const call = (
    operation: 'pauseSubscription' | 'resumeSubscription' | 'updateSubscription',
    request: object,
  ) => scene.service.rest.call(operation, { ...request }, scene.tenant.tokens.admin);

  /** Both doors say the same. */
  async function isDisabled(id: string, reason: string): Promise<void> {
    const seen = await eventually(async () => {
      const body = await scene.look(id);
      return body.state === 'disabled' && body;
    });
    expect(seen).toMatchObject({ state_reason: reason, state_changed_at: expect.any(String) as unknown });
    const { rest } = scene.service;
    expect(bodyOf(await rest.call('getSubscription', { id }, scene.tenant.tokens.read))).toMatchObject({
      state: 'disabled',
      state_reason: reason,
    });
  }

  it('disable at once what is gone, in the registry, too, and one call brings it back for good', async () => {
    const process = await scene.startProcess();
    const id = await scene.subscribe();
    const gone = await scene.gone(id);
    await scene.tell(gone);
    await isDisabled(id, 'endpoint_gone');
    expect(await scene.published(id)).toEqual(['active', 'disabled']);
    expect(await scene.versionOf(id)).toBeGreaterThan(gone.subscription_version);

    const resumed = bodyOf(await call('resumeSubscription', { id }));
    expect(resumed).toMatchObject({ state: 'active' });
    expect(resumed).not.toHaveProperty('state_reason');
    await scene.tell(gone);
    await eventually(() => process.kept.includes('ignored'));
    expect((await scene.look(id)).state).toBe('active');
  });

  it('do not disable what was moved to another URL since', async () => {
    const process = await scene.startProcess();
    const id = await scene.subscribe();
    const gone = await scene.gone(id);
    bodyOf(await call('updateSubscription', { id, url: 'https://other.example/' }));
    await scene.tell(gone);
    await eventually(() => process.kept.includes('ignored'));
    expect((await scene.look(id)).state).toBe('active');
  });

  it('are shown, and raise no version', async () => {
    await scene.startProcess();
    const id = await scene.subscribe();
    const before = await scene.versionOf(id);
    await scene.tell(await scene.faring(id, { ok: 3 }));
    const health = await eventually(async () => (await scene.look(id)).health);
    expect(health).toEqual({
      breaker: 'open',
      reported_at: expect.any(String) as unknown,
      last_ok_at: expect.any(String) as unknown,
    });
    await scene.tell(await scene.faring(id, { failed: 1 }));
    await eventually(async () => {
      expect((await scene.look(id)).health).toMatchObject({ failing_since: expect.any(String) as unknown });
      return true;
    });
    expect(await scene.versionOf(id)).toBe(before);
    expect(await scene.published(id)).toEqual(['active']);
    const moved = bodyOf(await call('updateSubscription', { id, url: 'https://other.example/' }));
    expect(moved).not.toHaveProperty('health');
  });

  it('disable what has failed without a success for the time, and a resume begins it anew', async () => {
    await scene.startProcess();
    const id = await scene.subscribe();
    const failAgain = async () => {
      await scene.tell(await scene.faring(id, { failed: 1 }));
      return (await scene.look(id)).state === 'disabled';
    };
    await eventually(failAgain, { intervalMs: 50 });
    await isDisabled(id, 'endpoint_failing');
    const { health, state_changed_at: at } = await scene.look(id);
    const { failing_since: since } = health as { failing_since: string };
    expect(Date.parse(String(at)) - Date.parse(since)).toBeGreaterThanOrEqual(300);

    bodyOf(await call('resumeSubscription', { id }));
    await scene.tell(await scene.faring(id, { failed: 1 }));
    await eventually(async () => (await scene.look(id)).health);
    expect((await scene.look(id)).state).toBe('active');
  });

  it('that nobody can read stop nothing', async () => {
    const process = await scene.startProcess();
    const id = await scene.subscribe();
    await scene.tellText('{"kind":"gone"');
    await scene.tellText('{"kind":"odd"}');
    await scene.tell(await scene.gone('sub_nobody', 1), await scene.gone(id));
    await isDisabled(id, 'endpoint_gone');
    await eventually(async () => (await scene.committed()) === 4);
    expect(process.unreadable).toHaveLength(2);
    expect(process.kept.toSorted()).toEqual(['endpoint_gone', 'ignored']);
  });

  it('wait for a row that is locked, in Kafka, and let the others pass', async () => {
    await scene.startProcess();
    const [locked, free] = [await scene.subscribe(), await scene.subscribe()];
    const reports = [await scene.gone(locked), await scene.gone(free)];
    const holder = await createDataSource({
      url: scene.service.database.url,
      connectionsMax: 1,
    }).initialize();
    await holder.transaction(async (manager) => {
      await manager.query('SELECT FROM subscriptions WHERE id = $1 FOR UPDATE', [locked]);
      await scene.tell(...reports);
      await isDisabled(free, 'endpoint_gone');
      expect(await scene.committed()).toBeLessThanOrEqual(1);
    });
    await holder.destroy();
    await isDisabled(locked, 'endpoint_gone');
    await eventually(async () => (await scene.committed()) === 2);
  });

  it('are kept once by several processes, of which one ends', async () => {
    const processes = await Promise.all([1, 2, 3].map(() => scene.startProcess()));
    const ids: string[] = [];
    for (let count = 0; count < 30; count += 1) ids.push(await scene.subscribe());
    const reports = await Promise.all(ids.map((id) => scene.gone(id)));
    await scene.tell(...reports.slice(0, 15));
    const [first] = processes;
    if (first !== undefined) await scene.stop(first);
    await scene.tell(...reports);
    for (const id of ids) await isDisabled(id, 'endpoint_gone');
    await eventually(async () => (await scene.committed()) === 45, { timeoutMs: 20_000 });
    for (const id of ids) expect(await scene.published(id)).toEqual(['active', 'disabled']);
  });
});

it('waits in Kafka while Postgres is away, and loses no report', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'posthorn-health-'));
  const postgres = await startPostgresServer({
    ...{ folder: join(folder, 'postgres'), password: 'posthorn', durable: true },
  });
  const scene = await HealthScene.set({ brokers, postgresUrl: postgres.url });
  const process = await scene.startProcess();
  const ids = [await scene.subscribe(), await scene.subscribe()];
  const reports = await Promise.all(ids.map((id) => scene.gone(id)));
  await scene.tell(await scene.faring(ids[0] ?? '', { ok: 1 }));
  await eventually(async () => (await scene.committed()) === 1);

  await postgres.kill();
  await scene.tell(...reports);
  await eventually(() => process.failures.length > 0, { timeoutMs: 20_000 });
  expect(await scene.committed()).toBe(1);
  await postgres.start();
  for (const id of ids) {
    await eventually(async () => (await scene.look(id)).state_reason === 'endpoint_gone', {
      timeoutMs: 30_000,
    });
  }
  await eventually(async () => (await scene.committed()) === 3);
  await scene.strike();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}, 90_000);
