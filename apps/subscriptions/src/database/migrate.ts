// Brings the schema up to date. Safe to run from several processes at once.
import type { DataSource } from 'typeorm';
import { advisoryLockKey } from './advisory-lock.js';

/** Names of the migrations that this call ran; throws what Postgres says. */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const lock = dataSource.createQueryRunner();
  await lock.query('SET statement_timeout = 0');
  await lock.query(`SELECT pg_advisory_lock(${advisoryLockKey('migrate')})`);
  try {
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await lock.query(`SELECT pg_advisory_unlock(${advisoryLockKey('migrate')})`);
    await lock.query('RESET statement_timeout');
    await lock.release();
  }
}
