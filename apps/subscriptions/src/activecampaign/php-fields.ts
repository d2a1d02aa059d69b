// Queries and form bodies as PHP reads them: `filters[name]=…`, `action[]=…`, `action[0]=…`. What is in a list and what
// is in a map is the sender's choice, so that a reader takes the values of either.
import qs from 'qs';

export type Fields = Readonly<Record<string, unknown>>;

/** Deeper brackets stay part of a key, and further fields are not read. */
const limits = { depth: 2, parameterLimit: 500, arrayLimit: 100 };

/** Of a URL's query, or of a form body. */
export const phpFields = (text: string): Fields => qs.parse(text, limits);

/** The values of `name[]`, `name[3]`, or a single `name`. `undefined`: there are none. */
export function phpValues(value: unknown): readonly unknown[] | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' && value !== null ? Object.values<unknown>({ ...value }) : [value];
}

/** The fields in the brackets of `name[…]`. */
export const phpMap = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? { ...value } : {};
