// A receiver's behaviour told by the URL itself, so that a subscription's URL is all that is needed to see a retry:
// `/?status=503`, `/?status=429&retry_after=5`, `/?delay_ms=3000`, `/?hang`.
import { answer, answerRetryAfter, type Behaviour } from '@posthorn/testing';

/** `path` as it arrived, with its query. What cannot be read answers 200 at once. */
export function behaviourOfPath(path: string): Behaviour {
  const query = new URL(path, 'http://receiver').searchParams;
  if (query.has('hang')) return { kind: 'hang' };
  const status = wholeNumber(query.get('status'), { min: 200, max: 599 }) ?? 200;
  const delayMs = wholeNumber(query.get('delay_ms'), { min: 0, max: 600_000 });
  const retryAfter = query.get('retry_after');
  const given = retryAfter === null ? answer(status) : answerRetryAfter(status, retryAfter);
  return delayMs === undefined ? given : { ...given, delayMs };
}

function wholeNumber(text: string | null, range: { min: number; max: number }): number | undefined {
  const value = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= range.min && value <= range.max ? value : undefined;
}
