// What a receiver does with one request, as data; `receiver.ts` carries it out.

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Before the answer. */
  readonly delayMs?: number;
}

export type Behaviour =
  | Answer
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Answers its head at once and then one byte at a time, without end. */
  | { readonly kind: 'drip'; readonly status: number; readonly intervalMs: number }
  /** Answers with bytes as fast as they are taken, without end. */
  | { readonly kind: 'flood'; readonly status: number }
  /** Ends the connection: before any answer, or after promising more bytes than it sends. */
  | { readonly kind: 'close'; readonly when: 'before_answer' | 'in_body' };

export const answer = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  kind: 'answer',
  status,
  headers,
});

/** `retryAfter`: seconds, or an HTTP date. */
export const answerRetryAfter = (status: number, retryAfter: number | string): Answer =>
  answer(status, { 'retry-after': String(retryAfter) });

export const redirect = (location: string, status = 302): Answer => answer(status, { location });
