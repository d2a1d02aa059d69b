// Postgres refuses to run as root. For root there is the system user `postgres`, made when absent, and places
// that this user can reach: a folder below a home that is closed to others is moved to /var/tmp.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, cp, mkdir, rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PrerequisiteError } from '../process/prerequisite-error.js';

export interface PostgresAccount {
  readonly uid: number;
  readonly gid: number;
}

const run = promisify(execFile);

/** Whom Postgres runs as: `undefined` means the current user. */
export async function postgresAccount(): Promise<PostgresAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return await systemAccount();
  } catch {
    return createAccount();
  }
}

async function systemAccount(): Promise<PostgresAccount> {
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function createAccount(): Promise<PostgresAccount> {
  try {
    await run('useradd', ['--system', '--user-group', 'postgres']);
    return await systemAccount();
  } catch (error) {
    throw new PrerequisiteError(
      'postgres_user',
      'Postgres does not run as root, and the user "postgres" could not be created. Run as another user, or set DATABASE_URL to a server that you have.',
      { cause: error },
    );
  }
}

/** Whether the account can enter the folder and look at it. */
async function canReach(folder: string, account: PostgresAccount): Promise<boolean> {
  return run('test', ['-x', folder], account).then(
    () => true,
    () => false,
  );
}

/** The folder with Postgres' `bin`, or a copy of it that the account can reach. */
export async function reachablePrograms(
  folder: string,
  account: PostgresAccount | undefined,
): Promise<string> {
  if (account === undefined || (await canReach(join(folder, 'bin'), account))) return folder;
  const copy = reachablePlace(folder);
  if (!existsSync(copy)) {
    const unfinished = `${copy}-unfinished-${process.pid}`;
    await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy);
  }
  return copy;
}

/** The data folder, owned by the account; elsewhere when the account cannot reach its place. */
export async function reachableData(folder: string, account: PostgresAccount | undefined): Promise<string> {
  await mkdir(folder, { recursive: true });
  if (account === undefined) return folder;
  const place = (await canReach(folder, account)) ? folder : reachablePlace(folder);
  await mkdir(place, { recursive: true });
  await chown(place, account.uid, account.gid);
  await chmod(place, 0o700);
  return place;
}

/** Where a folder stands when Postgres cannot reach it; the same for the same folder. */
export const reachablePlace = (folder: string): string =>
  join('/var/tmp', `posthorn-postgres-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
