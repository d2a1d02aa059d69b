// Mends two things in kafkajs 2.2.4, of the request queue that each connection has. It arms a timer of 1 ms again and
// again for as long as the connection lives (3,500 fires a second, 3.5 % of a core, and a TimeoutNegativeWarning on Node
// 24): here one is armed only while a request waits, and never for less than 1 ms. And it looks every 100 ms whether a
// request has timed out, which none does within `requestTimeout`, 15 s: each of a dozen connections woke an idle process ten
// times a second for that. Here one timer looks at all of them, once a second. `quiet-request-queue.spec.ts` fails when
// kafkajs changes.
import { createRequire } from 'node:module';

/** The part of kafkajs's RequestQueue that is mended. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  /** ms since the epoch; requests wait until then because the broker asked for it. */
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  readonly enforceRequestTimeout: boolean;
  readonly inflight: ReadonlyMap<number, SentRequest>;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
  scheduleRequestTimeoutCheck(): void;
  isConnected(): boolean;
}

interface SentRequest {
  /** ms since the epoch. */
  readonly sentAt: number;
  /** ms. */
  readonly requestTimeout: number;
  timeoutRequest(): void;
}

interface RequestQueueClass {
  readonly prototype: RequestQueue;
}

export const mendedModule = 'kafkajs/src/network/requestQueue/index.js';

/** kafkajs's own CHECK_PENDING_REQUESTS_INTERVAL. */
const lookAgainMs = 10;

/** How much later than its time a request may time out. */
const timeoutsEveryMs = 1_000;

export const requestQueueClass = (): RequestQueueClass =>
  createRequire(import.meta.url)(mendedModule) as RequestQueueClass;

/** Idempotent. */
export function quietRequestQueue(): void {
  const { prototype } = requestQueueClass();
  prototype.scheduleCheckPendingRequests = scheduleCheck;
  prototype.scheduleRequestTimeoutCheck = scheduleTimeoutCheck;
}

function scheduleCheck(this: RequestQueue): void {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId !== null) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledMs > 0 ? throttledMs : lookAgainMs,
  );
}

/** Queues of open connections; the next look drops those that are closed. */
const watched = new Set<RequestQueue>();
/** Holds no process open: an open socket does. */
let watch: NodeJS.Timeout | undefined;

function scheduleTimeoutCheck(this: RequestQueue): void {
  if (!this.enforceRequestTimeout) return;
  watched.add(this);
  watch ??= setInterval(lookForTimeouts, timeoutsEveryMs).unref();
}

function lookForTimeouts(): void {
  for (const queue of watched) {
    for (const request of queue.inflight.values())
      if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
    if (!queue.isConnected()) watched.delete(queue);
  }
  if (watched.size > 0) return;
  clearInterval(watch);
  watch = undefined;
}
