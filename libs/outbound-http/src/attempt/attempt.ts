// One POST from its start to its result: it listens to undici, keeps the time and the limits, and gives the
// connection back or ends it. The first thing that ends it decides; what comes later is ignored.
import type { IncomingHttpHeaders } from 'node:http';
import { errors, type Dispatcher } from 'undici';
import type { OutboundSettings } from '../outbound-settings.js';
import type { Connection } from '../sockets/connection.js';
import type { ConnectionPool } from '../sockets/connection-pool.js';
import { OutOfTimeError } from '../sockets/out-of-time-error.js';
import type { OpenTarget } from '../target/recent-targets.js';
import { Answer } from './answer.js';
import type { UnansweredStage } from './classify-failure.js';
import type { PostRequest, PostResult } from './post-result.js';
import { answeredResult, unansweredResult } from './write-result.js';

export interface AttemptParts {
  readonly settings: OutboundSettings;
  readonly pool: ConnectionPool;
}

export class Attempt implements Dispatcher.DispatchHandler {
  /** Where it stands among those that are under way: their note. */
  place = 0;
  readonly request: PostRequest;
  readonly #target: OpenTarget;
  readonly #settings: OutboundSettings;
  readonly #pool: ConnectionPool;
  readonly #connection: Connection;
  readonly #timeoutMs: number;
  readonly #startedMs = performance.now();
  #timer: NodeJS.Timeout | undefined;
  #written = false;
  #answer: Answer | undefined;
  #ending: 'whole' | Error | undefined;
  #resolve: ((result: PostResult) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(target: OpenTarget, request: PostRequest, { settings, pool }: AttemptParts) {
    this.request = request;
    this.#target = target;
    this.#settings = settings;
    this.#pool = pool;
    this.#connection = pool.take(target.origin);
    this.#timeoutMs = request.timeoutMs ?? settings.timeoutMs;
  }

  /** To be called once. Rejects only when the request itself is none, such as a line break in a header. */
  start(): Promise<PostResult> {
    const { headers, body, connectTimeoutMs = this.#settings.connectTimeoutMs } = this.request;
    const { path } = this.#target;
    this.#startTimer(this.#timeoutMs);
    return new Promise((resolve, reject) => {
      [this.#resolve, this.#reject] = [resolve, reject];
      this.#connection.send({ path, method: 'POST', headers, body }, this, connectTimeoutMs);
    });
  }

  /** Ends it now, whatever it is waiting for; a status that has come stays the outcome. */
  abandon(reason: Error): void {
    this.#end(reason);
  }

  onRequestStart(): void {
    this.#written = true;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    const isInterim = status < 200;
    if (isInterim || this.#ending) return;
    const { successBytesKept, failureBytesKept, bodyTimeoutMs } = this.#settings;
    this.#answer = new Answer(status, headers, status < 300 ? successBytesKept : failureBytesKept);
    this.#startTimer(Math.min(bodyTimeoutMs, Math.max(0, this.#timeoutMs - this.#elapsedMs())));
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#answer || this.#ending) return;
    this.#answer.take(chunk);
    if (this.#answer.bytesRead > this.#settings.answerBodyBytesMax) this.#end(enoughRead);
  }

  onResponseEnd(): void {
    this.#end('whole');
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#end(error);
  }

  #end(ending: 'whole' | Error): void {
    if (this.#ending) return;
    this.#ending = ending;
    clearTimeout(this.#timer);
    if (ending === 'whole') this.#pool.release(this.#connection);
    else this.#pool.drop(this.#connection, ending);
    try {
      this.#resolve?.(this.#result());
    } catch (error) {
      this.#reject?.(error);
    }
  }

  #result(): PostResult {
    const facts = {
      durationMs: Math.round(this.#elapsedMs()),
      remoteAddress: this.#connection.remoteAddress,
    };
    if (this.#answer) return answeredResult(this.#answer, facts, this.#ending === 'whole');
    const error = this.#ending instanceof Error ? this.#ending : new Error('ended without an answer');
    if (isMisuse(error)) throw error;
    return unansweredResult(error, facts, this.#stage());
  }

  #stage(): UnansweredStage {
    const { stage } = this.#connection;
    return this.#written || stage === 'open' ? 'answer' : stage;
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
