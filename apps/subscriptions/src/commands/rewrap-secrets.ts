// `node dist/commands/rewrap-secrets.js`: seals anew, under the first of `SECRETS_KEYS` and of `CONNECTION_KEYS`, what
// another key has sealed, and ends. Ends with code 1 when something does not open: it names that, and leaves it.
import { readEnvironment } from '@posthorn/service-runtime';
import { createDataSource } from '../database/data-source.js';
import { databaseEnvironment, keysEnvironment } from '../environment.js';
import { rewrapSecrets } from '../secrets/rewrap-secrets.js';

const { database, keys } = readEnvironment({ database: databaseEnvironment, keys: keysEnvironment });
const dataSource = await createDataSource(database).initialize();
const { rewrappedCount, unopened } = await rewrapSecrets(dataSource, keys);
await dataSource.destroy();
process.stdout.write(`Sealed the secrets of ${rewrappedCount} records anew under the first keys.\n`);
if (unopened.length > 0) {
  process.stderr.write(`No key opens these, which stay as they are:\n${unopened.join('\n')}\n`);
  process.exitCode = 1;
}
