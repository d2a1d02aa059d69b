import { registrySchemas } from '@posthorn/contracts';
import { eventually } from '@posthorn/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createDataSource } from '../database/data-source.js';
import { bodyOf, problemOf } from '../testing/doors.js';
import { goodSubscription, newTenant, type Tenant } from '../testing/tenants.js';
import { operatorToken, startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;
let tenant: Tenant;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
  tenant = await newTenant(service);
});

afterAll(async () => {
  await service.stop();
});

interface OutboxEntry {
  readonly kind: keyof typeof registrySchemas;
  readonly version: string;
  readonly value: object | null;
}

/** Oldest first. */
const outboxOf = (id: unknown) =>
  service.database.query<OutboxEntry & { id: string }>(
    'SELECT kind, version, value FROM outbox WHERE entity_id = $1 ORDER BY id',
    [id],
  );

const create = async () =>
  bodyOf(await service.rest.call('createSubscription', goodSubscription, tenant.tokens.admin));

const ascends = (versions: readonly string[]): boolean =>
  versions.every((version, index) => index === 0 || BigInt(version) > BigInt(versions[index - 1] ?? 0));

it('appends a valid record under an ascending version for each change, and a tombstone above them', async () => {
  const { id } = await create();
  const { rest } = service;
  const token = tenant.tokens.admin;
  await rest.call('updateSubscription', { id, name: 'Renamed' }, token);
  await rest.call('pauseSubscription', { id }, token);
  await rest.call('deleteSubscription', { id }, token);
  const entries = await outboxOf(id);
  expect(entries.map(({ value }) => value)).toMatchObject([
    { name: 'Orders', state: 'active' },
    { name: 'Renamed', state: 'active', effective_from_ms: expect.any(Number) as unknown },
    { name: 'Renamed', state: 'paused' },
    null,
  ]);
  for (const { kind, value } of entries.slice(0, -1))
    expect(registrySchemas[kind].parse(value)).toEqual(value);
  expect(ascends(entries.map(({ version }) => version))).toBe(true);
});

it('appends nothing when nothing changed', async () => {
  const { id } = await create();
  const { rest } = service;
  await rest.call(
    'updateSubscription',
    { id, name: goodSubscription.name, list_id: null },
    tenant.tokens.admin,
  );
  await rest.call('updateSubscription', { id }, tenant.tokens.admin);
  await rest.call('resumeSubscription', { id }, tenant.tokens.admin);
  expect(await outboxOf(id)).toHaveLength(1);
});

/** Both changes wait for the row; each has then begun before the other could end. */
it('loses neither of two changes at once', async () => {
  const { id } = await create();
  const { rest, database } = service;
  const token = tenant.tokens.admin;
  const holder = await createDataSource({ url: database.url, connectionsMax: 1 }).initialize();
  const changes = await holder.transaction(async (manager) => {
    await manager.query('SELECT FROM subscriptions WHERE id = $1 FOR UPDATE', [id]);
    const begun = [
      rest.call('updateSubscription', { id, name: 'Renamed' }, token),
      rest.call('updateSubscription', { id, sources: ['api'] }, token),
    ];
    await eventually(async () => (await waitingForLocks()) === 2, { what: 'both changes wait' });
    return { begun };
  });
  await holder.destroy();
  (await Promise.all(changes.begun)).forEach(bodyOf);
  const entries = await outboxOf(id);
  const [row] = await database.query<{ version: string }>('SELECT version FROM subscriptions WHERE id = $1', [
    id,
  ]);
  expect(entries).toHaveLength(3);
  expect(ascends(entries.map(({ version }) => version))).toBe(true);
  expect(entries.at(-1)).toMatchObject({
    version: row?.version,
    value: { name: 'Renamed', sources: ['api'] },
  });
});

async function waitingForLocks(): Promise<number> {
  const [waiting] = await service.database.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return waiting?.count ?? 0;
}

it('writes neither the row nor the record when the outbox cannot be written', async () => {
  const { id } = await create();
  const { database, rest } = service;
  await database.query(
    `ALTER TABLE outbox ADD CONSTRAINT refuse CHECK (value->>'name' <> 'Refused') NOT VALID`,
  );
  try {
    const patch = await rest.call('updateSubscription', { id, name: 'Refused' }, tenant.tokens.admin);
    expect(problemOf(patch)).toMatchObject({ status: 500, code: 'internal' });
    const made = await rest.call(
      'createSubscription',
      { ...goodSubscription, name: 'Refused' },
      tenant.tokens.admin,
    );
    expect(problemOf(made).status).toBe(500);
  } finally {
    await database.query('ALTER TABLE outbox DROP CONSTRAINT refuse');
  }
  expect(bodyOf(await rest.call('getSubscription', { id }, tenant.tokens.admin)).name).toBe('Orders');
  expect(await outboxOf(id)).toHaveLength(1);
  expect(await database.query(`SELECT id FROM subscriptions WHERE name = 'Refused'`)).toEqual([]);
});

it('deletes an account with a tombstone for everything that it had, in one transaction', async () => {
  const { accountId, tokens } = await newTenant(service);
  const { rest, database } = service;
  const { id } = bodyOf(await rest.call('createSubscription', goodSubscription, tokens.admin));
  const [before] = await database.query<{ id: string }>('SELECT max(id) AS id FROM outbox');
  bodyOf(await rest.call('deleteAccount', { id: accountId }, operatorToken));
  const tombstones = await database.query<{ kind: string; entity_id: string; xid: string }>(
    'SELECT kind, entity_id, xmin::text AS xid FROM outbox WHERE id > $1 AND value IS NULL',
    [before?.id],
  );
  expect(tombstones.map(({ kind }) => kind).toSorted()).toEqual([
    'account',
    'subscription',
    'token',
    'token',
    'token',
  ]);
  expect(tombstones.map((tombstone) => tombstone.entity_id)).toEqual(expect.arrayContaining([id, accountId]));
  const rows = await outboxOf(id);
  expect(ascends(rows.map(({ version }) => version))).toBe(true);
});

it('gives an account that is made again under its id a higher version than its tombstone', async () => {
  const { rest } = service;
  const account = { id: 'phoenix', name: 'Phoenix' };
  bodyOf(await rest.call('createAccount', account, operatorToken));
  bodyOf(await rest.call('deleteAccount', { id: account.id }, operatorToken));
  bodyOf(await rest.call('createAccount', account, operatorToken));
  const entries = await outboxOf(account.id);
  expect(entries.map(({ value }) => value === null)).toEqual([false, true, false]);
  expect(ascends(entries.map(({ version }) => version))).toBe(true);
});

it('gives it a higher version also when it waited for that deletion to be committed', async () => {
  const { rest, database } = service;
  const account = { id: 'ember', name: 'Ember' };
  bodyOf(await rest.call('createAccount', account, operatorToken));
  const holder = await createDataSource({ url: database.url, connectionsMax: 1 }).initialize();
  const creation = await holder.transaction(async (manager) => {
    await manager.query('DELETE FROM accounts WHERE id = $1', [account.id]);
    const begun = rest.call('createAccount', account, operatorToken);
    await eventually(async () => (await waitingForLocks()) === 1, { what: 'the creation waits' });
    await manager.query(
      `INSERT INTO outbox (kind, entity_id, version) VALUES ('account', $1, nextval('registry_version'))`,
      [account.id],
    );
    return { begun };
  });
  await holder.destroy();
  bodyOf(await creation.begun);
  const versions = await database.query<{ version: string }>(
    'SELECT version FROM outbox WHERE entity_id = $1 ORDER BY value IS NOT NULL, version',
    [account.id],
  );
  expect(BigInt(versions.at(-1)?.version ?? 0)).toBeGreaterThan(BigInt(versions[0]?.version ?? 0));
});

it('lets a creation and the deletion of its account at once end in one order or the other', async () => {
  const { accountId, tokens } = await newTenant(service);
  const { rest, database } = service;
  await Promise.all([
    ...Array.from({ length: 4 }, () => rest.call('createSubscription', goodSubscription, tokens.admin)),
    rest.call('deleteAccount', { id: accountId }, operatorToken),
  ]);
  const left = await database.query('SELECT id FROM subscriptions WHERE account_id = $1', [accountId]);
  expect(left).toEqual([]);
  const [unburied] = await database.query<{ count: string }>(
    `SELECT count(*) FROM (
       SELECT entity_id, (array_agg(value ORDER BY version DESC))[1] AS newest
       FROM outbox WHERE kind = 'subscription' GROUP BY entity_id
     ) AS each WHERE newest->>'account_id' = $1`,
    [accountId],
  );
  expect(unburied?.count).toBe('0');
});
