// Reads one record of the topic `registry`: key, versions and value checked once, here. What a record does to a
// view is decided by `RegistryReading` and `RegistryTable`.
import {
  headerText,
  registryHeaders,
  registrySchemas,
  type AccountRecord,
  type ConnectionRecord,
  type RecordHeaders,
  type RegistryKind,
  type SchemaRecord,
  type SentinelRecord,
  type SubscriptionRecord,
  type TokenRecord,
} from '@posthorn/contracts';

/** A record as it was fetched. */
export interface FetchedRecord {
  readonly offset: bigint;
  readonly key: string | null;
  readonly value: Uint8Array | null;
  readonly headers: RecordHeaders;
  /** The broker's append time, ms since the epoch. */
  readonly appendedAtMs: number;
}

/** A new value of one row, or its end: `value` is null for a tombstone. */
export type RegistryChange = { readonly id: string; readonly version: number } & (
  | { readonly kind: 'account'; readonly value: AccountRecord | null }
  | { readonly kind: 'token'; readonly value: TokenRecord | null }
  | { readonly kind: 'subscription'; readonly value: SubscriptionRecord | null }
  | { readonly kind: 'connection'; readonly value: ConnectionRecord | null }
  | { readonly kind: 'schema'; readonly value: SchemaRecord | null }
);

export type RegistryRecord =
  | { readonly kind: 'change'; readonly change: RegistryChange }
  | { readonly kind: 'sentinel'; readonly sentinel: SentinelRecord }
  | { readonly kind: 'unreadable'; readonly detail: string };

const decoder = new TextDecoder();
const unreadable = (detail: string): RegistryRecord => ({ kind: 'unreadable', detail });

export function readRegistryRecord(record: FetchedRecord): RegistryRecord {
  const separator = record.key?.indexOf(':') ?? -1;
  const kind = record.key?.slice(0, Math.max(separator, 0)) ?? '';
  const id = record.key?.slice(separator + 1) ?? '';
  if (!isRegistryKind(kind) || id === '')
    return unreadable(`key: expected <kind>:<id>, found ${record.key ?? 'none'}`);
  const version = headerNumber(record.headers, registryHeaders.version);
  if (version === undefined) return unreadable('header version: expected a whole number');
  if (record.value === null) return readTombstone(kind, id, version);
  const json = parseJson(record.value);
  if (json === undefined) return unreadable('value: expected JSON in UTF-8');
  return readValue({ kind, id, version }, json);
}

/** Number of the full publish that wrote the record; `undefined` for the record of a single change. */
export const epochOf = (record: FetchedRecord): number | undefined =>
  headerNumber(record.headers, registryHeaders.epoch);

interface Place {
  readonly kind: RegistryKind;
  readonly id: string;
  readonly version: number;
}

function readTombstone(kind: RegistryKind, id: string, version: number): RegistryRecord {
  if (kind === 'sentinel') return unreadable('sentinel: expected a value');
  return { kind: 'change', change: { kind, id, version, value: null } };
}

function readValue({ kind, id, version }: Place, json: unknown): RegistryRecord {
  const parsed = registrySchemas[kind].safeParse(json);
  if (!parsed.success)
    return unreadable(`value: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  const value = parsed.data;
  if ('epoch' in value) return { kind: 'sentinel', sentinel: value };
  if (value.id !== id) return unreadable('value: id, another one than in the key');
  // The value's own text, not the key's: a part of the key would keep all of it in memory.
  return { kind: 'change', change: { kind, id: value.id, version, value } as RegistryChange };
}

const isRegistryKind = (text: string): text is RegistryKind => Object.hasOwn(registrySchemas, text);

function headerNumber(headers: RecordHeaders, name: string): number | undefined {
  const text = headerText(headers, name);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
