// The relay's own connection to Postgres, which holds the lock: only one relay publishes, and every statement of it
// goes over this connection. A lost connection is a lost lock, and the next statement says so.
import pg from 'pg';
import { advisoryLockKey } from '../database/advisory-lock.js';

const connection = {
  application_name: 'posthorn-relay',
  connectionTimeoutMillis: 3_000,
  /** By Postgres. */
  statement_timeout: 10_000,
  /** By this process: Postgres may not answer at all. */
  query_timeout: 15_000,
  keepAlive: true,
};
/** Postgres notices within 25 s that this machine is gone, and gives the lock to another relay. */
const noticeDeath =
  'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3';

export class RelaySession {
  private constructor(private readonly client: pg.Client) {}

  /** Throws what the driver throws. */
  static async open(url: string): Promise<RelaySession> {
    const client = new pg.Client({ ...connection, connectionString: url });
    const session = new RelaySession(client);
    // Without a listener a connection that is lost between two statements would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(noticeDeath);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  /** False: another relay has it. It is held until this session ends. */
  async tryLock(): Promise<boolean> {
    const [answer] = await this.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_lock(${advisoryLockKey('relay')}) AS locked`,
    );
    return answer?.locked === true;
  }

  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(text, [...values]);
    return rows;
  }

  /** All of the work, or nothing of it; a failed one leaves the session to be closed. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('BEGIN');
    const result = await work();
    await this.client.query('COMMIT');
    return result;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
