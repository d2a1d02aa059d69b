// Tokens as callers send them and as they are kept: only the SHA-256 is ever stored or compared.
import { createHash, timingSafeEqual } from 'node:crypto';

/** Lower-case hex, as token records have it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Whether two tokens are the same, in a time that tells nothing about them. */
export function sameToken(left: string, right: string): boolean {
  const digest = (token: string) => createHash('sha256').update(token).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** The token of `Authorization: Bearer <token>` or `Api-Token: <token>`; `read` gives a header by its lower-case name. */
export function tokenFrom(read: (name: string) => string | undefined): string | undefined {
  const bearer = /^bearer +(\S+)\s*$/i.exec(read('authorization') ?? '')?.[1];
  const token = bearer ?? read('api-token')?.trim();
  return token === '' ? undefined : token;
}
