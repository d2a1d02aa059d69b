// The connection pool and the mapping of tables. Never synchronises: migrations alone change the schema.
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from './migrations/index.js';
import { rows } from './rows/index.js';

export interface DatabaseSettings {
  /** `postgres://…` */
  readonly url: string;
  readonly connectionsMax: number;
}

const connectTimeoutMs = 3_000;
/** Longer than any statement of this service takes; a stuck one must not hold a connection for ever. */
const statementTimeoutMs = 10_000;

export const dataSourceOptions = (settings: DatabaseSettings): DataSourceOptions => ({
  type: 'postgres',
  url: settings.url,
  applicationName: 'posthorn-subscriptions',
  entities: rows,
  migrations,
  migrationsTableName: 'migrations',
  migrationsTransactionMode: 'all',
  synchronize: false,
  logging: false,
  poolSize: settings.connectionsMax,
  connectTimeoutMS: connectTimeoutMs,
  extra: { statement_timeout: statementTimeoutMs },
});

export const createDataSource = (settings: DatabaseSettings): DataSource =>
  new DataSource(dataSourceOptions(settings));
