// The secrets that a record of the registry has, opened once and kept as long as the record is: those that sign a
// subscription's POSTs, or a shop's webhooks.
import type { SealedSecret } from '@posthorn/contracts';
import type { SecretBox } from './secret-box.js';

export type OpenedSecrets =
  | { readonly ok: true; readonly secrets: readonly Uint8Array[] }
  | { readonly ok: false; readonly detail: string };

export interface HasSecrets {
  readonly id: string;
  readonly secrets: readonly SealedSecret[];
}

export class SigningSecrets {
  readonly #box: SecretBox;
  readonly #opened = new WeakMap<SealedSecret, Uint8Array>();

  constructor(box: SecretBox) {
    this.#box = box;
  }

  /** All secrets that sign at `nowMs`: the newest, and a rotated one for as long as it does. */
  open(record: HasSecrets, nowMs: number): OpenedSecrets {
    const secrets: Uint8Array[] = [];
    for (const sealed of record.secrets) {
      if (sealed.expires_at_ms !== undefined && sealed.expires_at_ms <= nowMs) continue;
      const secret = this.#open(sealed, record.id);
      if (typeof secret === 'string') return { ok: false, detail: secret };
      secrets.push(secret);
    }
    return secrets.length > 0 ? { ok: true, secrets } : { ok: false, detail: 'there is no secret' };
  }

  #open(sealed: SealedSecret, recordId: string): Uint8Array | string {
    const known = this.#opened.get(sealed);
    if (known !== undefined) return known;
    const opened = this.#box.open(sealed, recordId);
    if (!opened.ok) return `${opened.reason}: key ${sealed.key_id}`;
    this.#opened.set(sealed, opened.secret);
    return opened.secret;
  }
}
