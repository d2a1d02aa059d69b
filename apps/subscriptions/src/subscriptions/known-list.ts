// Whether the list that a subscription names is one of its account's. An account that has told no lists is held to
// none: then a list's id is taken as it is.
import { invalidRequest } from '@posthorn/service-runtime';
import type { EntityManager } from 'typeorm';
import { ListRow } from '../database/rows/index.js';

/** Throws `invalid_request`. null, or absent: no list is named. */
export async function refuseUnknownList(
  manager: EntityManager,
  accountId: string,
  listId: string | null | undefined,
): Promise<void> {
  if (listId === undefined || listId === null) return;
  if (await manager.existsBy(ListRow, { accountId, id: listId })) return;
  if (!(await manager.existsBy(ListRow, { accountId }))) return;
  const detail = `The account has no list ${listId}; GET /v1/lists lists them. Name one of them, or leave it out`;
  throw invalidRequest([{ field: 'list_id', detail }]);
}
