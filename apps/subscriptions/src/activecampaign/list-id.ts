// A list's id as ActiveCampaign's clients write it: 0 is none, and numbers stand for their text.
import type { Fields } from './php-fields.js';

const none = new Set<unknown>([0, '0', '', null]);

/** null: no list. What is absent or no id is handed on as it is, for the service to judge. */
export const listIdOf = (listid: unknown): unknown => {
  if (none.has(listid)) return null;
  return typeof listid === 'number' ? String(listid) : listid;
};

/** Who creates a subscription without a list leaves it out. */
export const withoutNoList = ({ list_id: listId, ...fields }: Fields): Fields =>
  listId === undefined || listId === null ? fields : { ...fields, list_id: listId };
