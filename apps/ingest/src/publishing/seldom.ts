// Reports of the same trouble, thinned out: during an outage every event has the same to say.

/** Calls `report` at most once in the interval, with how many reports were left out before it. */
export function seldom<T>(
  intervalMs: number,
  report: (what: T, leftOut: number) => void,
  now: () => number = () => performance.now(),
): (what: T) => void {
  let nextMs = -Infinity;
  let leftOut = 0;
  return (what) => {
    if (now() < nextMs) {
      leftOut += 1;
      return;
    }
    nextMs = now() + intervalMs;
    report(what, leftOut);
    leftOut = 0;
  };
}
