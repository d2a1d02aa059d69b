import { createTestDatabase, type TestDatabase } from '@posthorn/testing';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createDataSource } from './data-source.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

let database: TestDatabase;
const open: DataSource[] = [];

const connect = async (): Promise<DataSource> => {
  const dataSource = await createDataSource({ url: database.url, connectionsMax: 2 }).initialize();
  open.push(dataSource);
  return dataSource;
};

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
});

afterAll(async () => {
  await Promise.all(open.map((dataSource) => dataSource.destroy()));
  await database.drop();
});

it('runs each migration once, however many processes start at once', async () => {
  const processes = await Promise.all([connect(), connect(), connect()]);
  const ran = await Promise.all(processes.map(migrate));
  expect(ran.flat()).toHaveLength(migrations.length);
  expect(await migrate(await connect())).toEqual([]);
});

it('leaves every table as its rows are mapped', async () => {
  const dataSource = await connect();
  for (const { target } of dataSource.entityMetadatas) {
    await expect(dataSource.manager.find(target)).resolves.toBeDefined();
  }
  expect(await database.query('SELECT epoch FROM registry_state')).toEqual([{ epoch: '0' }]);
});

it('has one registry state for ever', async () => {
  const second = database.query('INSERT INTO registry_state (database_id) VALUES (gen_random_uuid())');
  await expect(second).rejects.toThrow('registry_state_one_row');
});

it('can be undone', async () => {
  const dataSource = await connect();
  for (const _ of migrations) await dataSource.undoLastMigration();
  const tables = await database.query(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()`,
  );
  expect(tables).toEqual([{ table_name: 'migrations' }]);
});
