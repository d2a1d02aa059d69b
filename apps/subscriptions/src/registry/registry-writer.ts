// The only way to change what the registry has: the row and its outbox row in the caller's transaction, under one new
// version. Publishing is the relay's.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OutboxRow } from '../database/rows/index.js';
import { nudge } from '../relay-nudge.js';
import {
  ownedKinds,
  registryRecord,
  rowOfKind,
  tableOfKind,
  type RowByKind,
  type RowKind,
} from './registry-record.js';

type NewRow<K extends RowKind> = Omit<RowByKind[K], 'version'>;

@Injectable()
export class RegistryWriter {
  /**
   * Inserts the row; answers it with its version, which is taken once the row is there: the insert may have waited for
   * a deletion of the same id, whose tombstone the version must exceed.
   */
  async insert<K extends RowKind>(manager: EntityManager, kind: K, row: NewRow<K>): Promise<RowByKind[K]> {
    const written = { ...row, version: '0' } as RowByKind[K];
    await manager.insert(rowOfKind[kind], written);
    await this.update(manager, kind, written);
    return written;
  }

  /** Writes the whole row, which the caller has read in this transaction `FOR UPDATE`, and raises its version. */
  async update<K extends RowKind>(manager: EntityManager, kind: K, row: RowByKind[K]): Promise<void> {
    row.version = await nextVersion(manager);
    await manager.update(rowOfKind[kind], row.id, row);
    await this.append(manager, { kind, id: row.id, version: row.version, row });
  }

  /** Deletes the row, which the caller has locked, and leaves a tombstone above all its versions. */
  async remove(manager: EntityManager, kind: RowKind, id: string): Promise<void> {
    await this.removeWhere(manager, kind, { column: 'id', value: id });
  }

  /** As `remove`, for an account, which the caller has locked, and everything that it owns. */
  async removeAccount(manager: EntityManager, id: string): Promise<void> {
    for (const kind of ownedKinds) await this.removeWhere(manager, kind, { column: 'account_id', value: id });
    await this.remove(manager, 'account', id);
  }

  /** A version is taken after its row was locked by its deletion, so it is above what a change before it had. */
  private async removeWhere(manager: EntityManager, kind: RowKind, where: Where): Promise<void> {
    await manager.query(
      `WITH gone AS (DELETE FROM ${tableOfKind[kind]} WHERE ${where.column} = $1 RETURNING id)
       INSERT INTO outbox (kind, entity_id, version) SELECT $2, id, nextval('registry_version') FROM gone`,
      [where.value, kind],
    );
    await nudge(manager, 'outbox');
  }

  private async append<K extends RowKind>(manager: EntityManager, change: Change<K>): Promise<void> {
    const { kind, id, version, row } = change;
    await manager.insert(OutboxRow, { kind, entityId: id, version, value: registryRecord[kind](row) });
    await nudge(manager, 'outbox');
  }
}

interface Where {
  readonly column: 'id' | 'account_id';
  readonly value: string;
}

interface Change<K extends RowKind> {
  readonly kind: K;
  readonly id: string;
  readonly version: string;
  readonly row: RowByKind[K];
}

/** Ascending over all rows and over deletions; with the row locked, ascending in the order of its commits. */
async function nextVersion(manager: EntityManager): Promise<string> {
  const [next] = await manager.query<{ version: string }[]>(`SELECT nextval('registry_version') AS version`);
  if (next === undefined) throw new Error('the sequence registry_version gave no row');
  return next.version;
}
