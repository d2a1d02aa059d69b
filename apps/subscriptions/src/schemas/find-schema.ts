// One schema's row that the caller may know of, or `not_found`, whether it is missing or somebody else's.
import { notFound } from '@posthorn/service-runtime';
import { In, type EntityManager, type FindOneOptions } from 'typeorm';
import { ownsAccount, type Caller } from '../authentication/caller.js';
import { SchemaRow } from '../database/rows/index.js';
import { schemaIdField } from './schema-fields.js';

interface Sought {
  readonly id: string;
  readonly caller: Caller;
}

/** Throws `not_found`. */
export const findSchema = (manager: EntityManager, sought: Sought): Promise<SchemaRow> =>
  find(manager, sought, {});

/** For a change in the same transaction, which others wait for. Throws `not_found`. */
export const lockSchema = (manager: EntityManager, sought: Sought): Promise<SchemaRow> =>
  find(manager, sought, { lock: { mode: 'pessimistic_write' } });

async function find(
  manager: EntityManager,
  { id, caller }: Sought,
  options: FindOneOptions<SchemaRow>,
): Promise<SchemaRow> {
  const possible = schemaIdField.safeParse(id).success;
  const row = possible ? await manager.findOne(SchemaRow, { where: { id }, ...options }) : null;
  if (row === null || !ownsAccount(caller, row.accountId)) throw notFound('There is no schema with this id');
  return row;
}

/** Those of the ids that are schemas of the account; they cannot be deleted until the transaction ends. */
export async function holdSchemas(
  manager: EntityManager,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await manager.find(SchemaRow, {
    where: { accountId, id: In([...ids]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_read' },
  });
  return new Set(rows.map(({ id }) => id));
}
