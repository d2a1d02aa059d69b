// The secrets that sign POSTs, of a subscription and of an account's automations, as Standard Webhooks writes it: `whsec_` and base64 of random bytes.
import { randomBytes } from 'node:crypto';
import type { SealedSecret } from '@posthorn/contracts';
import type { HasSecrets, SecretBox } from '@posthorn/delivery';
import { unavailable } from '@posthorn/service-runtime';
import { limitReached } from '../requests/problems.js';

export interface SigningSecret {
  readonly bytes: Buffer;
  /** As its owner sees it. */
  readonly text: string;
}

/** Standard Webhooks asks for 24 to 64. */
const secretBytes = 32;

export function newSigningSecret(): SigningSecret {
  const bytes = randomBytes(secretBytes);
  return { bytes, text: textOf(bytes) };
}

const textOf = (bytes: Uint8Array): string => `whsec_${Buffer.from(bytes).toString('base64')}`;

/** An operator's work: it does not pass by itself. */
const unreadableRetryS = 60;

/** The newest secret of a record, as its owner sees it. Throws `secret_unreadable` (503): our keys do not open it. */
export function revealed({ id, secrets: [newest] }: HasSecrets, box: SecretBox): string {
  const opened = newest === undefined ? undefined : box.open(newest, id);
  if (opened?.ok) return textOf(opened.secret);
  throw unavailable(
    'secret_unreadable',
    'SECRETS_KEYS does not open the secret: the operator must put back the key that sealed it, or rotate the secret',
    unreadableRetryS,
  );
}

const formerKeptMs = 86_400_000;
/** Each is a signature in a header of every POST. */
export const secretsMax = 5;

/**
 * The secrets after a rotation, newest first: the former one signs beside the new one for a day, and so do those before
 * it until their own day is over. `undefined`: there would be more than `secretsMax`.
 */
export function rotated(
  secrets: readonly SealedSecret[],
  next: SealedSecret,
  nowMs: number,
): SealedSecret[] | undefined {
  const kept = secrets
    .map((secret) => ({ ...secret, expires_at_ms: secret.expires_at_ms ?? nowMs + formerKeptMs }))
    .filter((secret) => secret.expires_at_ms > nowMs);
  return kept.length < secretsMax ? [next, ...kept] : undefined;
}

export interface Renewal {
  readonly box: SecretBox;
  readonly nowMs: number;
  /** Whose secrets they are, for people: `subscription`, `account`. */
  readonly owner: string;
}

/** The record's secrets with a new one in front, and its text. Throws `secret_limit_reached` (409). */
export function renewed(
  { id, secrets }: HasSecrets,
  { box, nowMs, owner }: Renewal,
): { readonly secrets: SealedSecret[]; readonly text: string } {
  const { bytes, text } = newSigningSecret();
  const next = rotated(secrets, box.seal(bytes, id), nowMs);
  if (next !== undefined) return { secrets: next, text };
  throw limitReached(
    'secret_limit_reached',
    `The ${owner} has ${secretsMax} secrets that sign; a former one ends a day after it was replaced`,
  );
}
