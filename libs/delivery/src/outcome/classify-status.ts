// The outcome of an attempt that was answered.
import type { Outcome } from './outcome.js';
import { parseRetryAfter } from './retry-after.js';

/** Statuses that say "later" and not "no"; only with them is `Retry-After` honoured. */
const statusesThatMayWait: readonly number[] = [429, 502, 503, 504];
/** A receiver cannot silence its lane for longer. */
const retryAfterMsMax = 86_400_000;

/**
 * 2xx is delivered; everything else, redirects too, is rejected.
 * @param nowMs when the answer came, ms since the epoch; a date in `Retry-After` counts from it
 */
export function classifyStatus(status: number, retryAfter: string | undefined, nowMs: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  const mayWait = retryAfter !== undefined && statusesThatMayWait.includes(status);
  const waitMs = mayWait ? parseRetryAfter(retryAfter, nowMs) : undefined;
  if (waitMs === undefined) return { kind: 'rejected', status };
  return { kind: 'rejected', status, retryAfterMs: Math.min(waitMs, retryAfterMsMax) };
}
