// Names of the advisory locks that processes of this service take. A lock belongs to one schema of one database,
// so that two installations in one database do not wait for each other.
export type AdvisoryLock = 'migrate' | 'relay';

/** SQL expression of the lock's 64-bit key, for `pg_advisory_lock(…)` and its relatives. */
export const advisoryLockKey = (lock: AdvisoryLock): string =>
  `hashtextextended('posthorn.' || current_schema() || '.${lock}', 0)`;
