// The door to Postgres for everything that answers a request: a database that is away becomes a problem with
// Retry-After, and the next request tries again.
import { unavailable, type ProblemError } from '@posthorn/service-runtime';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { isDatabaseAway } from './database-away.js';

const retryAfterS = 5;

@Injectable()
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  /** All of the work, or nothing of it. Throws `database_unavailable` (503), or what the work throws. */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.run((manager) => manager.transaction(work));
  }

  /** Throws `database_unavailable` (503), or what the work throws. */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = await this.connect();
    try {
      return await work(runner.manager);
    } catch (error) {
      throw isDatabaseAway(error) ? databaseUnavailable(error) : error;
    } finally {
      await runner.release();
    }
  }

  private async connect(): Promise<QueryRunner> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      return runner;
    } catch (error) {
      throw databaseUnavailable(error);
    }
  }
}

function databaseUnavailable(cause: unknown): ProblemError {
  const problem = unavailable('database_unavailable', 'The database does not answer; try again', retryAfterS);
  problem.cause = cause;
  return problem;
}
