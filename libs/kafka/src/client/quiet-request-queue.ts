// Mends one thing in kafkajs 2.2.4: its request queue arms a timer of 1 ms again and again for as long as a
// connection lives (3,500 fires a second, 3.5 % of a core, and a TimeoutNegativeWarning on Node 24). A timer is armed
// only while a request waits, and never for less than 1 ms. `quiet-request-queue.spec.ts` fails when kafkajs changes.
import { createRequire } from 'node:module';

/** The part of kafkajs's RequestQueue that is mended. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  /** ms since the epoch; requests wait until then because the broker asked for it. */
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

interface RequestQueueClass {
  readonly prototype: RequestQueue;
}

export const mendedModule = 'kafkajs/src/network/requestQueue/index.js';

/** kafkajs's own CHECK_PENDING_REQUESTS_INTERVAL. */
const lookAgainMs = 10;

export const requestQueueClass = (): RequestQueueClass =>
  createRequire(import.meta.url)(mendedModule) as RequestQueueClass;

/** Idempotent. */
export function quietRequestQueue(): void {
  requestQueueClass().prototype.scheduleCheckPendingRequests = scheduleCheck;
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
