// A transaction that changes the registry. It is over when the topic has its changes, so that whoever is answered
// finds them at every door; or 2 s after its commit, since Kafka may be away: then the relay brings them later.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { Publication } from './publication.js';

@Injectable()
export class RegistryTransaction {
  constructor(
    private readonly database: Database,
    private readonly publication: Publication,
  ) {}

  /** All of the work, or nothing of it. Throws `database_unavailable` (503), or what the work throws. */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const { result, id } = await this.database.transaction(async (manager) => ({
      result: await work(manager),
      id: await transactionId(manager),
    }));
    await this.publication.until((manager) => isPublished(manager, id));
    return result;
  }
}

/** Decimal text; null: the transaction has written nothing. */
async function transactionId(manager: EntityManager): Promise<string | null> {
  const [row] = await manager.query<{ id: string | null }[]>(
    'SELECT pg_current_xact_id_if_assigned()::text AS id',
  );
  return row?.id ?? null;
}

/** A row that a later change of the same record has overtaken counts: the relay marks both. */
async function isPublished(manager: EntityManager, id: string | null): Promise<true | undefined> {
  const waiting = await manager.query<object[]>(
    'SELECT FROM outbox WHERE published_at IS NULL AND transaction_id = $1::xid8 LIMIT 1',
    [id],
  );
  return waiting.length === 0 ? true : undefined;
}
