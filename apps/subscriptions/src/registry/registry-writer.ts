// The only way to change an account, a token or a subscription: the row and its outbox row in the caller's
// transaction, under one new version. Publishing is the relay's.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OutboxRow } from '../database/rows/index.js';
import { nudge } from '../relay-nudge.js';
import { registryRecord, rowOfKind, type RowByKind, type RowKind } from './registry-record.js';

type NewRow<K extends RowKind> = Omit<RowByKind[K], 'version'>;

@Injectable()
export class RegistryWriter {
  /** Inserts the row; answers it with its version. */
  async insert<K extends RowKind>(manager: EntityManager, kind: K, row: NewRow<K>): Promise<RowByKind[K]> {
    const written = { ...row, version: await nextVersion(manager) } as RowByKind[K];
    await manager.insert(rowOfKind[kind], written);
    await this.append(manager, { kind, id: row.id, version: written.version, row: written });
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
    await manager.delete(rowOfKind[kind], id);
    await this.append(manager, { kind, id, version: await nextVersion(manager), row: null });
  }

  private async append<K extends RowKind>(manager: EntityManager, change: Change<K>): Promise<void> {
    const { kind, id, version, row } = change;
    const value = row === null ? null : registryRecord[kind](row);
    await manager.insert(OutboxRow, { kind, entityId: id, version, value });
    await nudge(manager, 'outbox');
  }
}

interface Change<K extends RowKind> {
  readonly kind: K;
  readonly id: string;
  readonly version: string;
  /** Null: the row is gone. */
  readonly row: RowByKind[K] | null;
}

/** Ascending over all rows and over deletions; with the row locked, ascending in the order of its commits. */
async function nextVersion(manager: EntityManager): Promise<string> {
  const [next] = await manager.query<{ version: string }[]>(`SELECT nextval('registry_version') AS version`);
  if (next === undefined) throw new Error('the sequence registry_version gave no row');
  return next.version;
}
