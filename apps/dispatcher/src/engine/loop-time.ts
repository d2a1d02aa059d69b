// How much of its time the event loop has left.
import { performance } from 'node:perf_hooks';

/** From here on the process is what sets the speed. */
const saturatedShare = 0.95;

export class LoopTime {
  #last = performance.eventLoopUtilization();

  /** Since the last call; `isSaturated`: it had next to no time left. */
  next(): { readonly elapsedMs: number; readonly isSaturated: boolean } {
    const now = performance.eventLoopUtilization();
    const { idle, active, utilization } = performance.eventLoopUtilization(now, this.#last);
    this.#last = now;
    return { elapsedMs: Math.max(1, idle + active), isSaturated: utilization >= saturatedShare };
  }
}
