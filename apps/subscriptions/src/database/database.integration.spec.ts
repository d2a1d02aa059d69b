import { ProblemError } from '@posthorn/service-runtime';
import { createTestDatabase, type TestDatabase } from '@posthorn/testing';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createDataSource } from './data-source.js';
import { Database } from './database.js';

let test: TestDatabase;
let dataSource: DataSource;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase(inject('postgresUrl'));
  dataSource = await createDataSource({ url: test.url, connectionsMax: 2 }).initialize();
  database = new Database(dataSource);
  await test.query('CREATE TABLE things (name text)');
});

afterAll(async () => {
  await dataSource.destroy();
  await test.drop();
});

async function loseConnection(manager: EntityManager): Promise<void> {
  const [backend] = await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
  await test.query('SELECT pg_terminate_backend($1, 5000)', [backend?.pid]);
}

it('calls a connection that is lost in a transaction unavailable, keeps nothing, and goes on with a new one', async () => {
  const lost = database.transaction(async (manager) => {
    await manager.query(`INSERT INTO things VALUES ('lost')`);
    await loseConnection(manager);
    await manager.query(`INSERT INTO things VALUES ('lost, too')`);
  });
  await expect(lost).rejects.toMatchObject({ problem: { status: 503, code: 'database_unavailable' } });
  await database.transaction((manager) => manager.query(`INSERT INTO things VALUES ('kept')`));
  expect(await test.query('SELECT name FROM things')).toEqual([{ name: 'kept' }]);
});

it('calls a commit on a lost connection unavailable', async () => {
  const lost = database.transaction(loseConnection);
  await expect(lost).rejects.toMatchObject({ problem: { code: 'database_unavailable' } });
});

it('does not call a wrong statement unavailable', async () => {
  await expect(database.run((manager) => manager.query('SELECT nothing'))).rejects.toThrow(QueryFailedError);
});

it('rolls back what the work refuses, and hands the refusal on', async () => {
  const refusal = new ProblemError({ status: 404, code: 'not_found', title: 'No', detail: 'No' });
  const refused = database.transaction(async (manager) => {
    await manager.query(`INSERT INTO things VALUES ('refused')`);
    throw refusal;
  });
  await expect(refused).rejects.toBe(refusal);
  expect(await test.query(`SELECT name FROM things WHERE name = 'refused'`)).toEqual([]);
});

it('calls a pool that gives no connection in time unavailable', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holders = [database.run(() => held), database.run(() => held)];
  await expect(database.run((manager) => manager.query('SELECT 1'))).rejects.toMatchObject({
    problem: { code: 'database_unavailable' },
  });
  release();
  await Promise.all(holders);
});
