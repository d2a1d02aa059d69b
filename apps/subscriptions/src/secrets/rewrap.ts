// What becomes of a record's sealed secrets when they are sealed anew under the first key. Pure.
import type { SealedSecret } from '@posthorn/contracts';
import type { SecretBox } from '@posthorn/delivery';

export type Rewrapped =
  /** Nothing is under a former key, and nothing has expired. */
  | { readonly kind: 'current' }
  | { readonly kind: 'rewrapped'; readonly secrets: SealedSecret[] }
  /** `unknown_key: key k1`. The record stays as it is. */
  | { readonly kind: 'unopened'; readonly detail: string };

export interface RewrapContext {
  readonly box: SecretBox;
  /** That they are sealed for. */
  readonly recordId: string;
  readonly nowMs: number;
}

/** Expired ones are left out: nothing needs their key any more. */
export function rewrap(secrets: readonly SealedSecret[], { box, recordId, nowMs }: RewrapContext): Rewrapped {
  const living = secrets.filter(({ expires_at_ms: endsMs }) => endsMs === undefined || endsMs > nowMs);
  if (living.length === secrets.length && living.every((sealed) => box.sealsUnder(sealed.key_id)))
    return { kind: 'current' };
  const anew: SealedSecret[] = [];
  for (const sealed of living) {
    const opened = box.open(sealed, recordId);
    if (!opened.ok) return { kind: 'unopened', detail: `${opened.reason}: key ${sealed.key_id}` };
    anew.push({ ...sealed, ...box.seal(opened.secret, recordId) });
  }
  return { kind: 'rewrapped', secrets: anew };
}
