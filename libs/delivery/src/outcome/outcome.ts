// What one attempt ended in. What follows from it is decided by `decideNextStep`.

/** Why no answer came: in which step the attempt failed. */
export type UnreachableReason = 'timeout' | 'connect' | 'dns' | 'tls' | 'connection_lost';

export type Outcome =
  | { readonly kind: 'delivered'; readonly status: number }
  | { readonly kind: 'rejected'; readonly status: number; readonly retryAfterMs?: number }
  | { readonly kind: 'unreachable'; readonly reason: UnreachableReason }
  /** Not sent, and never to be sent to this target. */
  | { readonly kind: 'blocked'; readonly reason: 'address' | 'url'; readonly detail: string };
