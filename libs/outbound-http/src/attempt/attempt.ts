// One POST from its start to its result: it listens to undici, keeps the time and the limits, and gives the
// connection back or ends it. The first thing that ends it decides; what comes later is ignored.
import type { IncomingHttpHeaders } from 'node:http';
import { errors, type Dispatcher } from 'undici';
import type { OutboundSettings } from '../outbound-settings.js';
import type { Connection } from '../sockets/connection.js';
import type { ConnectionPool } from '../sockets/connection-pool.js';
import { OutOfTimeError } from '../sockets/out-of-time-error.js';
import { Answer } from './answer.js';
import type { UnansweredStage } from './classify-failure.js';
import type { PostRequest, PostResult } from './post-result.js';
import { answeredResult, unansweredResult, type AttemptFacts } from './write-result.js';

export interface AttemptParts {
  readonly settings: OutboundSettings;
  readonly pool: ConnectionPool;
}

export class Attempt implements Dispatcher.DispatchHandler {
  readonly url: URL;
  readonly #request: PostRequest;
  readonly #settings: OutboundSettings;
  readonly #pool: ConnectionPool;
  readonly #connection: Connection;
  readonly #timeoutMs: number;
  readonly #startedMs = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #written = false;
  #answer: Answer | undefined;
  #ended = false;
  #settle: { resolve: (result: PostResult) => void; reject: (error: Error) => void } | undefined;

  constructor(url: URL, request: PostRequest, { settings, pool }: AttemptParts) {
    this.url = url;
    this.#request = request;
    this.#settings = settings;
    this.#pool = pool;
    this.#connection = pool.take(url.origin);
    this.#timeoutMs = request.timeoutMs ?? settings.timeoutMs;
  }

  /** To be called once. Rejects only when the request itself is none, such as a line break in a header. */
  start(): Promise<PostResult> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#startTimer(this.#timeoutMs);
      const { headers, body, connectTimeoutMs = this.#settings.connectTimeoutMs } = this.#request;
      const path = this.url.pathname + this.url.search;
      this.#connection.send({ path, method: 'POST', headers, body }, this, connectTimeoutMs);
    });
  }

  /** Ends it now, whatever it is waiting for; a status that has come stays the outcome. */
  abandon(reason: Error): void {
    if (this.#answer) this.#endAnswered(this.#answer, reason);
    else this.#endUnanswered(reason);
  }

  onRequestStart(): void {
    this.#written = true;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    const isInterim = status < 200;
    if (isInterim || this.#ended) return;
    const { successBytesKept, failureBytesKept, bodyTimeoutMs } = this.#settings;
    this.#answer = new Answer(status, headers, status < 300 ? successBytesKept : failureBytesKept);
    this.#startTimer(Math.min(bodyTimeoutMs, this.#timeoutMs - this.#elapsedMs()));
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#answer || this.#ended) return;
    this.#answer.take(chunk);
    if (this.#answer.bytesRead > this.#settings.answerBodyBytesMax) this.abandon(enoughRead);
  }

  onResponseEnd(): void {
    if (this.#answer) this.#endAnswered(this.#answer);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.abandon(error);
  }

  #endAnswered(answer: Answer, cutBy?: Error): void {
    if (!this.#ends()) return;
    this.#settle?.resolve(answeredResult(answer, { complete: cutBy === undefined, ...this.#facts() }));
    if (cutBy) this.#pool.drop(this.#connection, cutBy);
    else this.#pool.release(this.#connection);
  }

  #endUnanswered(error: Error): void {
    if (!this.#ends()) return;
    if (isMisuse(error)) this.#settle?.reject(error);
    else this.#settle?.resolve(unansweredResult(this.#stage(), { error, ...this.#facts() }));
    this.#pool.drop(this.#connection, error);
  }

  /** True for the first caller. */
  #ends(): boolean {
    if (this.#ended) return false;
    clearTimeout(this.#timer);
    return (this.#ended = true);
  }

  #stage(): UnansweredStage {
    const { stage } = this.#connection;
    return this.#written || stage === 'open' ? 'answer' : stage;
  }

  #facts(): AttemptFacts {
    return { durationMs: Math.round(this.#elapsedMs()), remoteAddress: this.#connection.remoteAddress };
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  #startTimer(limitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(outOfTime, limitMs, this, this.#timeoutMs);
  }
}

// One function for all timers: a closure for each attempt would be garbage for each attempt.
const outOfTime = (attempt: Attempt, limitMs: number): void => {
  attempt.abandon(new OutOfTimeError('no answer', limitMs));
};

const enoughRead = new Error('the body is longer than what is read of it');

const isMisuse = (error: Error): boolean =>
  error instanceof errors.InvalidArgumentError || error instanceof errors.NotSupportedError;
