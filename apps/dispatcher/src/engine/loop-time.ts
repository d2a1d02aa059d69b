// How much of its time the event loop has left.
import { performance } from 'node:perf_hooks';

/** One look at the process. */
export interface Elapsed {
  /** Since the look before it. */
  readonly elapsedMs: number;
  /** Whether the process was what set the speed: a receiver's or a broker's wait would have left it idle. */
  readonly isSaturated: boolean;
}

const saturatedShare = 0.95;

export class LoopTime {
  #last = performance.eventLoopUtilization();

  next(): Elapsed {
    const now = performance.eventLoopUtilization();
    const { idle, active, utilization } = performance.eventLoopUtilization(now, this.#last);
    this.#last = now;
    return { elapsedMs: Math.max(1, idle + active), isSaturated: utilization >= saturatedShare };
  }
}
