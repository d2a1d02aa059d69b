// What v3 asks, as the service takes it. Translates names and ids, and leaves all judgement to the service: what is
// wrong is handed on as it is. Keys that no webhook has are dropped, since clients send back what they were shown.
import { listIdOf, withoutNoList } from '../list-id.js';
import { phpMap, type Fields } from '../php-fields.js';
import { renamed } from '../renamed.js';

/** Here and there. */
export const webhookFields = {
  name: 'name',
  url: 'url',
  events: 'event_types',
  sources: 'sources',
  listid: 'list_id',
  schemaid: 'schema_id',
} as const;

/** Body of POST. */
export const creationOf = (body: unknown): Fields => withoutNoList(changesOf(body));

/** Body of PUT: what it leaves out stays. */
export function changesOf(body: unknown): Fields {
  const webhook = phpMap(phpMap(body).webhook);
  return renamed({ ...webhook, listid: listIdOf(webhook.listid) }, webhookFields);
}

const filterFields = { name: 'name', url: 'url', listid: 'list_id' } as const;
const orderFields: Readonly<Record<string, string>> = {
  ...{ id: 'number', name: 'name', url: 'url', listid: 'list_id', cdate: 'created_at' },
};
const descending: Readonly<Record<string, boolean>> = { ASC: false, DESC: true };
const limitMax = 100;

/** Query of the list. An unknown filter is refused, under its own name: without it, too much would be found. */
export function searchOf({ filters, orders, limit, offset }: Fields): Fields {
  const given = Object.entries(phpMap(filters)).filter(([, value]) => value !== '');
  const { list_id: listId, ...found } = Object.fromEntries(
    given.map(([key, value]) => [nameIn(filterFields, key) ?? `filters[${key}]`, value]),
  );
  return {
    ...found,
    list_id: listIdOf(listId),
    order: Object.entries(phpMap(orders)).map(([key, direction]) => orderOf(key, String(direction))),
    limit: capped(limit),
    offset,
  };
}

const orderOf = (key: string, direction: string): Fields => ({
  by: nameIn(orderFields, key) ?? key,
  descending: nameIn(descending, direction.toUpperCase()) ?? direction,
});

/** More than 100 are not refused, and not given. */
const capped = (limit: unknown): unknown => (Number(limit) > limitMax ? limitMax : limit);

const nameIn = <T>(names: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(names, key) ? names[key] : undefined;
