// `node dist/commands/migrate.js`: brings the schema of DATABASE_URL up to date and ends.
import { createDataSource } from '../database/data-source.js';
import { migrate } from '../database/migrate.js';

const dataSource = createDataSource({ url: process.env.DATABASE_URL ?? '', connectionsMax: 2 });
await dataSource.initialize();
const ran = await migrate(dataSource);
await dataSource.destroy();
process.stdout.write(ran.length === 0 ? 'The schema is up to date.\n' : `Ran ${ran.join(', ')}.\n`);
