// Keeps secrets unreadable at rest: AES-256-GCM, the record's id as associated data, so that a secret copied to
// another record does not open there. Which keys there are is the operator's decision (`SECRETS_KEYS`).
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealedSecret } from '@posthorn/contracts';
import { parseSecretKeys, type SecretKey, type SecretKeys } from './secret-keys.js';

const nonceBytes = 12;
const tagBytes = 16;

export type OpenedSecret =
  | { readonly ok: true; readonly secret: Uint8Array }
  /** `damaged`: these bytes were not sealed under this key for this record. */
  | { readonly ok: false; readonly reason: 'unknown_key' | 'damaged' };

export class SecretBox {
  readonly #encrypting: SecretKey;
  readonly #keys: ReadonlyMap<string, Uint8Array>;

  /** The first key encrypts, all decrypt. */
  constructor(keys: SecretKeys) {
    this.#encrypting = keys[0];
    this.#keys = new Map(keys.map(({ id, key }) => [id, key]));
  }

  /** A box of `SECRETS_KEYS`: `id:base64,…`, 32 bytes each, the first encrypts; `undefined` when they are not that. */
  static readonly parse = (keysText: string): SecretBox | undefined => {
    const keys = parseSecretKeys(keysText);
    return keys && new SecretBox(keys);
  };

  /** `ciphertext` is base64 of nonce (12 bytes), tag (16 bytes) and the encrypted secret. */
  seal(secret: Uint8Array, recordId: string): SealedSecret {
    const { id, key } = this.#encrypting;
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(recordId));
    const encrypted = Buffer.concat([cipher.update(secret), cipher.final()]);
    const ciphertext = Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64');
    return { key_id: id, ciphertext };
  }

  /** Whether that is the key that encrypts. */
  sealsUnder(keyId: string): boolean {
    return keyId === this.#encrypting.id;
  }

  open(sealed: SealedSecret, recordId: string): OpenedSecret {
    const key = this.#keys.get(sealed.key_id);
    if (key === undefined) return { ok: false, reason: 'unknown_key' };
    const bytes = Buffer.from(sealed.ciphertext, 'base64');
    if (bytes.length < nonceBytes + tagBytes) return { ok: false, reason: 'damaged' };
    return decrypt(bytes, key, recordId);
  }
}

function decrypt(bytes: Buffer, key: Uint8Array, recordId: string): OpenedSecret {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(recordId)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  const head = decipher.update(bytes.subarray(nonceBytes + tagBytes));
  try {
    return { ok: true, secret: Buffer.concat([head, decipher.final()]) };
  } catch {
    // `final` throws for one reason only: the tag does not fit.
    return { ok: false, reason: 'damaged' };
  }
}
