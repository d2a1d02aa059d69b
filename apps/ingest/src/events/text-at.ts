// A text within an event's data, by the path that the catalogue gives.

/** `undefined` when there is none, or something else. */
export function textAt(data: unknown, path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>((value, key) => asRecord(value)?.[key], data);
  return typeof found === 'string' ? found : undefined;
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
