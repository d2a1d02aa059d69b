// Real database, real broker. A scene makes changes as the service does; its processes relay and view.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registryHeaders } from '@posthorn/contracts';
import { eventually, startKafkaBroker } from '@posthorn/testing';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { SubscriptionRow } from '../database/rows/index.js';
import { RelayScene, type LogEntry } from '../testing/relay-scene.js';

let scene: RelayScene;
beforeEach(async () => {
  scene = await RelayScene.set(inject('kafkaBrokers'), inject('postgresUrl'));
});
afterEach(() => scene.strike());

/** Keys of which a record follows one with a higher version. */
const descending = (log: readonly LogEntry[]): readonly string[] => {
  const highest = new Map<string, number>();
  return log.flatMap(({ key, version }) => {
    const goesBack = version < (highest.get(key) ?? 0);
    highest.set(key, version);
    return goesBack ? [key] : [];
  });
};

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `acc_${index}`);

describe('a relay', () => {
  it('publishes everything to a new topic, then each change', async () => {
    await scene.addAccount('acc_1');
    const process = scene.startProcess();
    await scene.agrees(process);
    await scene.renameAccount('acc_1', 'Renamed');
    await scene.addAccount('acc_2');
    await scene.agrees(process);
    await scene.removeAccount('acc_1');
    await scene.agrees(process);
    expect(process.fullPublishes).toEqual(['sentinel_missing']);
    expect(process.view.sentinel).toMatchObject({ row_count: 1, epoch: 1 });
    expect(await scene.unpublished()).toBe(0);
  });

  it('tells from when on a new subscription takes events: the broker time of its record', async () => {
    const process = scene.startProcess();
    await scene.addAccount('acc_1');
    await scene.addSubscription('sub_1', 'acc_1');
    const effectiveFrom = await eventually(async () => {
      const row = await scene.dataSource.manager.findOneByOrFail(SubscriptionRow, { id: 'sub_1' });
      return row.effectiveFrom ?? undefined;
    });
    await scene.agrees(process);
    const [first] = (await scene.log()).filter(({ key }) => key === 'subscription:sub_1');
    expect(effectiveFrom.getTime()).toBe(first?.appendedAtMs);
    expect(process.view.subscription('sub_1')?.effectiveFromMs).toBe(first?.appendedAtMs);
  });

  it('publishes a change whose transaction was held open while later ones were published', async () => {
    const process = scene.startProcess();
    await process.is('relaying');
    await scene.transaction(async (manager) => {
      await scene.addAccount('acc_held', manager);
      await scene.addAccount('acc_later');
      await eventually(() => process.view.account('acc_later') !== undefined);
      expect(await scene.unpublished()).toBe(0);
      expect(process.view.account('acc_held')).toBeUndefined();
    });
    await scene.agrees(process);
    expect(process.view.account('acc_held')).toBeDefined();
  });

  it('does not wait for a subscription that a transaction holds, and writes its time later', async () => {
    const process = scene.startProcess();
    await scene.addAccount('acc_1');
    await scene.addSubscription('sub_1', 'acc_1');
    await scene.agrees(process);
    await scene.database.query(`UPDATE outbox SET published_at = NULL WHERE kind = 'subscription'`);
    await scene.database.query(`UPDATE subscriptions SET effective_from = NULL`);
    await scene.transaction(async (manager) => {
      await manager.query(`SELECT FROM subscriptions WHERE id = 'sub_1' FOR UPDATE`);
      process.relay.nudge();
      await eventually(async () => (await scene.unpublished()) === 0);
      await scene.addAccount('acc_2');
      await eventually(() => process.view.account('acc_2') !== undefined);
    });
    await eventually(async () => {
      const row = await scene.dataSource.manager.findOneByOrFail(SubscriptionRow, { id: 'sub_1' });
      return row.effectiveFrom !== null;
    });
  });

  it('publishes a change again after a crash before its mark, and the effect stays', async () => {
    const process = scene.startProcess();
    await process.is('relaying');
    await scene.addAccount('acc_1');
    await scene.addSubscription('sub_1', 'acc_1');
    await scene.agrees(process);
    const first = process.view.subscription('sub_1')?.effectiveFromMs;
    await scene.database.query(`UPDATE subscriptions SET effective_from = NULL`);
    await scene.database.query('UPDATE outbox SET published_at = NULL');
    process.relay.nudge();
    await eventually(async () => (await scene.unpublished()) === 0);
    await process.view.confirmEnd(5_000);
    expect((await scene.log()).filter(({ key }) => key === 'subscription:sub_1')).toHaveLength(2);
    expect(process.view.subscription('sub_1')?.effectiveFromMs).toBe(first);
  });
});

describe('two relays', () => {
  it('never both publish, and the second takes over when the first loses its connection', async () => {
    const [one, two] = [scene.startProcess(), scene.startProcess()];
    await Promise.all(numbered(40).map((id) => scene.addAccount(id)));
    await scene.agrees(one);
    await scene.agrees(two);
    const phases = (): string[] => [one, two].map(({ relay }) => relay.standing.phase).sort();
    await eventually(() => phases().join() === 'relaying,standby');
    expect(one.fullPublishes.length + two.fullPublishes.length).toBe(1);

    await scene.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'posthorn-relay' AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')`,
    );
    await Promise.all(numbered(40).map((id) => scene.renameAccount(id, `${id} renamed`)));
    await scene.agrees(one);
    await scene.agrees(two);
    await eventually(async () => (await scene.unpublished()) === 0);
    expect(descending(await scene.log())).toEqual([]);
    await eventually(() => phases().join() === 'relaying,standby');
    expect(one.errors.length + two.errors.length).toBe(1);
  });
});

describe('everything is published again', () => {
  it('when the topic was deleted and made again: with its tombstones forgotten and its rows there', async () => {
    const process = scene.startProcess();
    await Promise.all(numbered(5).map((id) => scene.addAccount(id)));
    await scene.agrees(process);
    await scene.deleteTopic();
    await scene.removeAccount('acc_0');
    await scene.createTopicAgain();
    await eventually(() => process.fullPublishes.length >= 2, { timeoutMs: 20_000 });
    await scene.agrees(process);
    expect(process.problems.some(({ kind }) => kind === 'rebuild')).toBe(true);
    const keys = new Set((await scene.log()).filter(({ name }) => name !== null).map(({ key }) => key));
    expect(keys).not.toContain('account:acc_0');
    expect(keys.size).toBe(4);
  });

  it('when the topic comes from another database, even under the same ids and with higher versions', async () => {
    const process = scene.startProcess();
    await process.is('relaying');
    const foreign = { id: 'acc_1', name: 'Foreign', time_zone: 'UTC', plans: [] };
    const send = (key: string, value: object, version: number) =>
      process.producer.send({
        ...{ topic: scene.topic, key, value: JSON.stringify(value) },
        headers: { [registryHeaders.version]: String(version) },
      });
    await send('account:acc_1', foreign, 5_000);
    await send('account:acc_foreign', { ...foreign, id: 'acc_foreign' }, 6_000);
    await scene.addAccount('acc_1');
    await send('sentinel:registry', { database_id: 'another', epoch: 9, row_count: 2 }, 9);
    await eventually(() => process.fullPublishes.includes('other_database'));
    await scene.agrees(process);
    expect(process.view.account('acc_1')?.name).toBe('acc_1');
    expect(process.view.sentinel?.epoch).toBeGreaterThan(9);
    await scene.addAccount('acc_foreign');
    await scene.agrees(process);
  });

  it('when a record came after a newer one of its row, so that compaction cannot undo the newer', async () => {
    const process = scene.startProcess();
    await scene.addAccount('acc_1');
    await scene.agrees(process);
    await scene.renameAccount('acc_1', 'Renamed');
    await scene.agrees(process);
    const late = { id: 'acc_1', name: 'Late', time_zone: 'UTC', plans: [] };
    await process.producer.send({
      ...{ topic: scene.topic, key: 'account:acc_1', value: JSON.stringify(late) },
      headers: { [registryHeaders.version]: '1' },
    });
    await eventually(() => process.fullPublishes.includes('out_of_order'));
    await scene.agrees(process);
    expect((await scene.log()).at(-1)?.name).toBe('Renamed');
    expect(process.view.outOfOrder.size).toBe(0);
  });

  it('when it is asked for, while changes go on: none is undone, and none waits for the end', async () => {
    const ids = numbered(2_000);
    await scene.addOldAccounts(ids.length);
    const process = scene.startProcess();
    await scene.agrees(process);
    await scene.requestFullPublish(process);
    for (let round = 0; round < 60; round += 1) {
      const id = ids[(round * 97) % ids.length] ?? '';
      if (round % 10 === 9) await scene.removeAccount(id);
      else await scene.renameAccount(id, `${id} round ${round}`);
    }
    await eventually(() => process.fullPublishes.includes('requested'));
    await scene.agrees(process);
    const log = await scene.log();
    expect(descending(log)).toEqual([]);
    const epochs = log.map(({ epoch }) => epoch === '2');
    expect(epochs.slice(epochs.indexOf(true), epochs.lastIndexOf(true))).toContain(false);
  });

  it('when the topic is replaced while everything is published: no sentinel tells of rows that are not there', async () => {
    await scene.addOldAccounts(2_000);
    const process = scene.startProcess();
    await scene.agrees(process);
    await scene.requestFullPublish(process);
    await eventually(() => process.view.countOf(2) > 0, { intervalMs: 1 });
    await scene.deleteTopic();
    await scene.createTopicAgain();
    await eventually(() => process.problems.some(({ kind }) => kind === 'rebuild'));
    await scene.agrees(process);
    const { epoch, row_count: rowCount } = process.view.sentinel ?? { epoch: 0, row_count: 0 };
    expect(rowCount).toBe(2_000);
    const rows = (await scene.log()).filter((entry) => entry.epoch === String(epoch));
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rowCount);
  });
});

describe('when the broker is away', () => {
  it('loses nothing: what was changed meanwhile is published when it is back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'posthorn-relay-'));
    const broker = await startKafkaBroker({ folder });
    const away = await RelayScene.set([broker.address], inject('postgresUrl'));
    const process = away.startProcess();
    await away.addAccount('acc_1');
    await away.agrees(process);
    await broker.stop();
    await away.addAccount('acc_2');
    await away.renameAccount('acc_1', 'Renamed');
    await process.is('failing');
    expect(await away.unpublished()).toBe(2);
    await broker.start();
    await process.is('relaying');
    await away.agrees(process);
    expect(await away.unpublished()).toBe(0);
    expect(process.problems.filter(({ kind }) => kind === 'rebuild')).toEqual([]);
    await away.strike();
    await broker.stop();
    await rm(folder, { recursive: true });
  }, 90_000);
});
