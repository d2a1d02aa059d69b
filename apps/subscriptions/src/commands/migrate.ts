// `node dist/commands/migrate.js`: brings the schema of DATABASE_URL up to date and ends.
import { readEnvironment } from '@posthorn/service-runtime';
import { createDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';
import { databaseEnvironment } from '../environment.js';

const { database } = readEnvironment({ database: databaseEnvironment });
const dataSource = await createDataSource(database).initialize();
const ran = await migrate(dataSource);
await dataSource.destroy();
process.stdout.write(ran.length === 0 ? 'The schema is up to date.\n' : `Ran ${ran.join(', ')}.\n`);
