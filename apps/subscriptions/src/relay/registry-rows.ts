// Reads the rows that a full publish sends, page by page, and raises versions that the topic already knows higher.
import { In, MoreThan, type DataSource, type FindManyOptions } from 'typeorm';
import {
  registryRecord,
  rowOfKind,
  tableOfKind,
  type RowByKind,
  type RowKind,
} from '../registry/registry-record.js';

export interface RegistryRow {
  readonly kind: RowKind;
  readonly id: string;
  /** Decimal text. */
  readonly version: string;
  readonly value: object;
}

export const rowKinds = Object.keys(rowOfKind) as readonly RowKind[];
export const rowsAtOnceMax = 500;

/** The next rows after an id, in the order of ids; fewer than `rowsAtOnceMax`: there are no more. */
export const rowsAfter = (
  dataSource: DataSource,
  kind: RowKind,
  id: string,
): Promise<readonly RegistryRow[]> =>
  read(dataSource, kind, { where: { id: MoreThan(id) }, order: { id: 'ASC' }, take: rowsAtOnceMax });

async function read<K extends RowKind>(
  dataSource: DataSource,
  kind: K,
  options: FindManyOptions,
): Promise<readonly (RegistryRow & { readonly kind: K })[]> {
  const rows = (await dataSource.manager.find(rowOfKind[kind], options)) as readonly RowByKind[K][];
  return rows.map((row) => ({ kind, id: row.id, version: row.version, value: registryRecord[kind](row) }));
}

/** Those of the ids that are rows. */
export async function existingIds(
  dataSource: DataSource,
  kind: RowKind,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT id FROM ${tableOfKind[kind]} WHERE id = ANY ($1)`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Room for the versions that are given while the sequence is raised. */
const versionsAhead = 1_000_000;

/** Lets new versions begin above one that the topic has from another database, or from before a restore. */
export const raiseSequence = async (dataSource: DataSource, version: number): Promise<void> => {
  await dataSource.query(
    `SELECT setval('registry_version', $1::bigint + ${versionsAhead})
     WHERE (SELECT last_value FROM registry_version) < $1`,
    [version],
  );
};

/** Gives the rows new versions; answers them as they are then. */
export async function raiseVersions(
  dataSource: DataSource,
  kind: RowKind,
  ids: readonly string[],
): Promise<readonly RegistryRow[]> {
  await dataSource.query(
    `UPDATE ${tableOfKind[kind]} SET version = nextval('registry_version') WHERE id = ANY ($1)`,
    [ids],
  );
  return read(dataSource, kind, { where: { id: In([...ids]) } });
}
