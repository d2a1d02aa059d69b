// What one attempt ended in. Whoever makes the POST says it; `decideNextStep` says what follows.

export type UnreachableReason = 'timeout' | 'connect' | 'dns' | 'tls' | 'connection_lost';

export type Outcome =
  /** Answered 2xx. */
  | { readonly kind: 'delivered'; readonly status: number }
  /** Answered otherwise; `retryAfterMs` when the receiver asked for time in a way that is honoured. */
  | { readonly kind: 'rejected'; readonly status: number; readonly retryAfterMs?: number }
  /** No answer, or not a whole one. */
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason }
  /** No POST was made: the address or the URL is not one that Posthorn may send to. */
  | { readonly kind: 'blocked'; readonly reason: 'address' | 'url'; readonly detail: string };

/** RFC 9110: the resource is gone, likely for good. */
export const statusGone = 410;

/** The endpoint says that it wants nothing any more. */
export const isGone = (outcome: Outcome): boolean =>
  outcome.kind === 'rejected' && outcome.status === statusGone;
