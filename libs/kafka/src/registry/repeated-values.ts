// Keeps one copy of each text or list that many records repeat: a view may hold 100,000 subscriptions, most with
// the same event types.

/** Bounds the pool itself; what comes after is kept as it is. */
const distinctMax = 200_000;

export class RepeatedValues {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly unknown[]>();

  text(text: string): string {
    return once(this.#texts, text, text);
  }

  /** An equal list; not to be changed. */
  list<T extends string>(list: T[]): T[] {
    return once(this.#lists, JSON.stringify(list), list) as T[];
  }
}

function once<T>(pool: Map<string, T>, key: string, value: T): T {
  const known = pool.get(key);
  if (known !== undefined) return known;
  if (pool.size < distinctMax) pool.set(key, value);
  return value;
}
