// How much of its time the event loop has left.
import { performance } from 'node:perf_hooks';

export class LoopTime {
  #last = performance.eventLoopUtilization();

  /** Since the last call. */
  next(): { readonly elapsedMs: number; readonly busyShare: number } {
    const now = performance.eventLoopUtilization();
    const { idle, active, utilization } = performance.eventLoopUtilization(now, this.#last);
    this.#last = now;
    return { elapsedMs: Math.max(1, idle + active), busyShare: utilization };
  }
}
