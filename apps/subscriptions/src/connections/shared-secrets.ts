// The secrets of a connection after its owner has given a new one. Pure: the clock is the caller's.
import type { SealedSecret } from '@posthorn/contracts';

const keptMs = 86_400_000;

/** The former one stays for a day, so that it can be changed here first and at the platform then. */
export function withNewSecret(
  secrets: readonly SealedSecret[],
  next: SealedSecret,
  nowMs: number,
): SealedSecret[] {
  const [former] = secrets;
  return former === undefined ? [next] : [next, { ...former, expires_at_ms: nowMs + keptMs }];
}
