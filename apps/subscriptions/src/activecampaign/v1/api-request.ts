// The fields of API v1 as the service takes them. What is wrong is handed on as it is, for the service to judge.
import { listIdOf, withoutNoList } from '../list-id.js';
import { phpValues, type Fields } from '../php-fields.js';
import { renamed } from '../renamed.js';

/** Here and there. */
export const webhookFields = {
  name: 'name',
  url: 'url',
  action: 'event_types',
  init: 'sources',
  lists: 'list_id',
  schemaid: 'schema_id',
  ids: 'numbers',
  page: 'offset',
} as const;

export const creationOf = (fields: Fields): Fields => withoutNoList(changesOf(fields));

/** What is left out stays. */
export const changesOf = ({ name, url, action, init, lists, schemaid }: Fields): Fields =>
  renamed(
    {
      ...{ name, url, action: phpValues(action), init: phpValues(init) },
      lists: listIdOf(phpValues(lists)?.join(',')),
      schemaid,
    },
    webhookFields,
  );

/** What is no id finds nothing. */
export const idOf = ({ id }: Fields): string => (typeof id === 'string' ? id : '');

const rowsOfPage = 20;

/** `ids`: `all`, or `1,2`. */
export const searchOf = ({ ids = 'all', page = '1' }: Fields): Fields => ({
  ...(ids === 'all' ? {} : { numbers: String(ids).split(',') }),
  limit: rowsOfPage,
  offset: (Number(page) - 1) * rowsOfPage,
});
