// Reads a `Retry-After` header: seconds, or an HTTP date in any of the three forms of RFC 9110, section 5.6.7.
const imfFixdate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const rfc850 = /^[A-Z][a-z]+, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d:\d\d:\d\d) GMT$/;
const asctime = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d:\d\d:\d\d) (\d{4})$/;

/** Milliseconds to wait, 0 for a time that has passed; `undefined` when it is neither seconds nor a date. */
export function parseRetryAfter(header: string, nowMs: number): number | undefined {
  const text = header.trim();
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1_000;
  const untilMs = Date.parse(fixdate(text));
  return Number.isNaN(untilMs) ? undefined : Math.max(0, untilMs - nowMs);
}

/** A date in the preferred form; empty when it is no HTTP date. */
function fixdate(text: string): string {
  if (imfFixdate.test(text)) return text;
  const [, day, month, year, clock] = rfc850.exec(text) ?? [];
  if (day !== undefined) return `${day} ${month} 20${year} ${clock} GMT`;
  const [, monthName, dayOfMonth, clockTime, fullYear] = asctime.exec(text) ?? [];
  return dayOfMonth === undefined ? '' : `${dayOfMonth.trim()} ${monthName} ${fullYear} ${clockTime} GMT`;
}
