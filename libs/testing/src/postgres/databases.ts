// Databases on a server: one of its own for a spec file, or a named one that is kept. It leaves the schema to migrations.
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /** Runs one statement; the rows. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends every connection to it and drops it. */
  drop(): Promise<void>;
}

/** Makes an empty database on the server; the whole server is thrown away at the end of a test run. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await query(serverUrl, { text: `CREATE DATABASE ${name}` });
  const url = urlOfDatabase(serverUrl, name);
  return {
    name,
    url,
    query: (text, values = []) => query(url, { text, values: [...values] }),
    drop: async () => {
      await query(serverUrl, { text: `DROP DATABASE ${name} WITH (FORCE)` });
    },
  };
}

/** The URL of the server's database `name`, which is made when it is absent. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  const found = await query(serverUrl, {
    text: 'SELECT FROM pg_database WHERE datname = $1',
    values: [name],
  });
  if (found.length === 0) await query(serverUrl, { text: `CREATE DATABASE ${name}` });
  return urlOfDatabase(serverUrl, name);
}

/** The same server's URL for another database. */
export function urlOfDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function query<Row extends pg.QueryResultRow>(url: string, statement: pg.QueryConfig): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
