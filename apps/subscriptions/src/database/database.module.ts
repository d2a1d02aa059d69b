// The database of the service: connected and migrated before anything else starts, closed at the end.
import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { nudgeDatabaseUrl, RelayNudge } from '../relay-nudge.js';
import { createDataSource, dataSourceOptions, type DatabaseSettings } from './data-source.js';
import { Database } from './database.js';
import { migrate } from './migrate.js';

/** A database that starts together with the service is waited for; then the start fails. */
const connecting = { retryAttempts: 30, retryDelay: 1_000 };

@Module({})
export class DatabaseModule {
  static with(settings: DatabaseSettings): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...dataSourceOptions(settings), ...connecting }),
          dataSourceFactory: () => open(settings),
        }),
      ],
      providers: [Database, RelayNudge, { provide: nudgeDatabaseUrl, useValue: settings.url }],
      exports: [Database, RelayNudge],
    };
  }
}

async function open(settings: DatabaseSettings): Promise<DataSource> {
  const dataSource = await createDataSource(settings).initialize();
  try {
    await migrate(dataSource);
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
