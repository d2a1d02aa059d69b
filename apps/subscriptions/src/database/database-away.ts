// Tells a database that is away, restarting or overloaded from a statement that is wrong. Pure.
import pg from 'pg';
import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';

/** SQLSTATEs after which the same statement may work later: lost or refused connections, no resources, stopped. */
const passing = /^(08...|53...|57P0[1-5]|57014|55P03|40001|40P01|25006)$/;

/**
 * Of an error that a statement threw. The driver's own errors, without a SQLSTATE, are lost connections; TypeORM
 * releases a runner when its connection is lost between two statements.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof QueryRunnerAlreadyReleasedError) return true;
  if (error instanceof QueryRunnerProviderAlreadyReleasedError) return true;
  if (!(error instanceof QueryFailedError)) return false;
  const state = sqlState(error.driverError);
  return state === undefined || passing.test(state);
}

export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof QueryFailedError && sqlState(error.driverError) === '23505';

const sqlState = (cause: unknown): string | undefined =>
  cause instanceof pg.DatabaseError ? cause.code : undefined;
