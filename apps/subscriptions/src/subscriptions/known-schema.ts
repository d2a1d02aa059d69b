// Whether the schema that a subscription names is its account's, in the transaction that writes the subscription.
import { invalidRequest } from '@posthorn/service-runtime';
import type { EntityManager } from 'typeorm';
import { holdSchemas } from '../schemas/find-schema.js';
import { schemaRemedy } from './schema-rule.js';

/** Throws `invalid_request`; the schema stays until the transaction ends. */
export async function refuseUnknownSchema(
  manager: EntityManager,
  accountId: string,
  schemaId: string | undefined,
): Promise<void> {
  if (schemaId === undefined) return;
  const detail = `The account has no schema with this id. ${schemaRemedy}`;
  const known = await holdSchemas(manager, accountId, [schemaId]);
  if (!known.has(schemaId)) throw invalidRequest([{ field: 'schema_id', detail }]);
}
