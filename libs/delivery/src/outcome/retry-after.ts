// Reads a `Retry-After` header (RFC 9110, section 10.2.3): seconds, or an HTTP date in the form that servers must send.
// The two forms of date that have been obsolete since 1999 are not read; the delivery is then retried as any other.
const httpDate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** Milliseconds to wait, 0 for a time that has passed; `undefined` when it is neither seconds nor a date. */
export function parseRetryAfter(header: string, nowMs: number): number | undefined {
  const text = header.trim();
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1_000;
  const untilMs = httpDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(untilMs) ? undefined : Math.max(0, untilMs - nowMs);
}
