// How busy the event loop is: at 1 it has no time left.
import { performance } from 'node:perf_hooks';

/** A look that tells the share since the one before it, 0 to 1. */
export function busyShareSince(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
