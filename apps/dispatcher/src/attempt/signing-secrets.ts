// The secrets that sign a subscription's POSTs, opened once and kept as long as the registry's record is.
import type { SealedSecret } from '@posthorn/contracts';
import type { SecretBox } from '@posthorn/delivery';
import type { ViewedSubscription } from '@posthorn/kafka';

export type OpenedSecrets =
  | { readonly ok: true; readonly secrets: readonly Uint8Array[] }
  | { readonly ok: false; readonly detail: string };

export class SigningSecrets {
  readonly #box: SecretBox;
  readonly #opened = new WeakMap<SealedSecret, Uint8Array>();

  constructor(box: SecretBox) {
    this.#box = box;
  }

  /** All secrets that sign at `nowMs`: the newest, and a rotated one for as long as it does. */
  open(subscription: ViewedSubscription, nowMs: number): OpenedSecrets {
    const secrets: Uint8Array[] = [];
    for (const sealed of subscription.secrets) {
      if (sealed.expires_at_ms !== undefined && sealed.expires_at_ms <= nowMs) continue;
      const secret = this.#open(sealed, subscription.id);
      if (typeof secret === 'string') return { ok: false, detail: secret };
      secrets.push(secret);
    }
    return secrets.length > 0
      ? { ok: true, secrets }
      : { ok: false, detail: 'the subscription has no secret' };
  }

  #open(sealed: SealedSecret, subscriptionId: string): Uint8Array | string {
    const known = this.#opened.get(sealed);
    if (known !== undefined) return known;
    const opened = this.#box.open(sealed, subscriptionId);
    if (!opened.ok) return `${opened.reason}: key ${sealed.key_id}`;
    this.#opened.set(sealed, opened.secret);
    return opened.secret;
  }
}
