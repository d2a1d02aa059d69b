// What a status says about an attempt: 2xx is delivered, everything else is rejected, redirects with it.
import type { Outcome } from './outcome.js';

const waitMaxMs = 24 * 60 * 60 * 1_000;

/** `retryAfter`: the header as it came, seconds or an HTTP date (RFC 9110, 10.2.3); what is neither is ignored. */
export function classifyStatus(status: number, retryAfter: string | undefined, nowMs: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  const waitMs = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, nowMs);
  return { kind: 'rejected', status, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
}

function parseRetryAfter(text: string, nowMs: number): number | undefined {
  const waitMs = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), waitMaxMs);
}
