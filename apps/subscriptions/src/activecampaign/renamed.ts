// Translates the names of fields, which is most of what these doors do.
import type { Fields } from './php-fields.js';

/** The fields that have another name there and are given; others are dropped. */
export function renamed(fields: Fields, names: Readonly<Record<string, string>>): Fields {
  const given = Object.entries(names).filter(([key]) => fields[key] !== undefined);
  return Object.fromEntries(given.map(([key, name]) => [name, fields[key]]));
}

/** What a fault's field is called there, such as `events[1]` for `event_types[1]`. */
export function renamedField(field: string, names: Readonly<Record<string, string>>): string {
  const [root = ''] = field.split(/[.[]/, 1);
  const there = Object.entries(names).find(([, name]) => name === root)?.[0];
  return there === undefined ? field : `${there}${field.slice(root.length)}`;
}
