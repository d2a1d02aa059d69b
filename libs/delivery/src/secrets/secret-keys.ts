// The keys of a SecretBox as operators write them: `id:base64,…`, 32 bytes each.

const keyBytes = 32;

export interface SecretKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** The first encrypts, all decrypt. */
export type SecretKeys = readonly [SecretKey, ...SecretKey[]];

/** `undefined` when an entry is not `id:base64` of 32 bytes, or an id is there twice. */
export function parseSecretKeys(keysText: string): SecretKeys | undefined {
  const [first, ...others] = keysText.split(',').map(parseEntry);
  if (first === undefined) return undefined;
  const keys: [SecretKey, ...SecretKey[]] = [first];
  for (const entry of others) {
    if (entry === undefined || keys.some(({ id }) => id === entry.id)) return undefined;
    keys.push(entry);
  }
  return keys;
}

function parseEntry(entry: string): SecretKey | undefined {
  const [, id, encoded] = /^([A-Za-z0-9_-]{1,64}):([A-Za-z0-9+/]{43}=)$/.exec(entry.trim()) ?? [];
  if (id === undefined || encoded === undefined) return undefined;
  const key = Buffer.from(encoded, 'base64');
  return key.length === keyBytes ? { id, key } : undefined;
}
