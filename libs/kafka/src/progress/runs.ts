// Ascending, disjoint, non-touching runs of offsets. Offsets are numbers here: 2^53 records of one partition are
// out of any broker's reach.

/** Offsets from `start` (inclusive) to `end` (exclusive). */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** The runs between `from` and `to` that hold none of the ascending `holes`. */
export function runsBetween(from: number, to: number, holes: Iterable<number>): Run[] {
  const runs: Run[] = [];
  let start = from;
  for (const hole of holes) {
    if (hole > start) runs.push({ start, end: hole });
    start = hole + 1;
  }
  if (to > start) runs.push({ start, end: to });
  return runs;
}

/** Those of the ascending `offsets` that are in none of the ascending `runs`. */
export function withoutRuns(offsets: readonly number[], runs: readonly Run[]): number[] {
  let next = 0;
  return offsets.filter((offset) => {
    while ((runs[next]?.end ?? Infinity) <= offset) next += 1;
    return offset < (runs[next]?.start ?? Infinity);
  });
}

/** The runs in order, with those that touch or overlap made one. */
export function mergeRuns(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last !== undefined && run.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, run.end) };
    } else merged.push(run);
  }
  return merged;
}
