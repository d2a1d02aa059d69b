// A PATCH applied to a row in memory.
import { isDeepStrictEqual } from 'node:util';

export type Changes<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Assigns what is given and differs, with a new `updatedAt`; whether anything did. */
export function assignChanges<T extends { updatedAt: Date }>(row: T, changes: Changes<T>): boolean {
  const differing = Object.entries(changes).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, row[name as keyof T]),
  );
  if (differing.length === 0) return false;
  Object.assign(row, Object.fromEntries(differing), { updatedAt: new Date() });
  return true;
}
