import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { reachablePlace } from './postgres-account.js';
import { startPostgresServer, type PostgresServer } from './postgres-server.js';
import { createTestDatabase } from './databases.js';

// The folder is closed to other users (0700), as a home is: root's Postgres must find its way all the same.
let closedFolder: string;
let data: string;
let server: PostgresServer;
beforeAll(async () => {
  closedFolder = await mkdtemp(join(tmpdir(), 'posthorn-postgres-'));
  data = join(closedFolder, 'data');
  server = await startPostgresServer({ folder: data, password: 'secret', durable: true });
});
afterAll(async () => {
  await server.stop();
  await rm(closedFolder, { recursive: true });
  await rm(reachablePlace(data), { recursive: true, force: true });
});

it('keeps its data and its port over a stop and over a kill', async () => {
  const database = await createTestDatabase(server.url);
  await database.query('CREATE TABLE kept (at text)');
  await database.query('INSERT INTO kept VALUES ($1)', ['before the stop']);
  expect(await server.stop()).toEqual({ code: 0, signal: null });
  await expect(database.query('SELECT')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await server.start();
  await database.query('INSERT INTO kept VALUES ($1)', ['before the kill']);
  expect(await server.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  await server.start();
  expect(await database.query('SELECT at FROM kept')).toEqual([
    { at: 'before the stop' },
    { at: 'before the kill' },
  ]);
});

it('is Postgres 18, and asks for the password', async () => {
  const database = await createTestDatabase(server.url);
  const [row] = await database.query('SHOW server_version');
  expect(row?.server_version).toMatch(/^18\./);
  const wrong = createTestDatabase(server.url.replace('secret', 'wrong'));
  await expect(wrong).rejects.toThrow('password authentication failed');
});

it('makes databases beside each other, and drops them', async () => {
  const first = await createTestDatabase(inject('postgresUrl'));
  const second = await createTestDatabase(inject('postgresUrl'));
  await first.query('CREATE TABLE only_here ()');
  await expect(second.query('SELECT FROM only_here')).rejects.toThrow('does not exist');
  await Promise.all([first.drop(), second.drop()]);
  await expect(first.query('SELECT')).rejects.toThrow('does not exist');
});
