// One POST, asked for and answered, as the callers of this lib see it.
import type { Outcome } from '@posthorn/delivery';
import type { AnswerHeaders } from './answer.js';

export interface PostRequest {
  readonly url: string;
  /** Sent as they are; `host`, `content-length` and `connection` are the door's. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
  /** The whole attempt; the door's own default when absent. */
  readonly timeoutMs?: number;
  /** Lookup, TCP and TLS together; the door's own default when absent. */
  readonly connectTimeoutMs?: number;
}

/** Where an attempt ended; `complete` when the answer was read to its end. */
export type AttemptStage = 'check' | 'lookup' | 'connect' | 'handshake' | 'answer' | 'body' | 'complete';

export interface PostResult {
  readonly outcome: Outcome;
  readonly stage: AttemptStage;
  readonly durationMs: number;
  /** For people: the fault when there was no answer, such as `connect ECONNREFUSED 192.0.2.1:443`. */
  readonly detail: string | undefined;
  readonly status: number | undefined;
  /** Together at most `answerHeadBytesMax`. */
  readonly headers: AnswerHeaders | undefined;
  /** The first bytes: at most `successBytesKept` of a 2xx, `failureBytesKept` of any other. */
  readonly body: Uint8Array | undefined;
  /** The receiver's body has, or may have, more than `body`. */
  readonly bodyTruncated: boolean;
  /** The address that the socket went to; absent when none was reached. */
  readonly remoteAddress: string | undefined;
}
