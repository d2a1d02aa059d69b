// Where cores are few, the threads that help V8 (to collect garbage, to compile) and libuv yield to the one that does the
// work. V8 starts four, however many cores there are: while they marked the heap of a dispatcher on two cores, its main thread
// and the broker waited for them, for 50 ms every few seconds, and what waited meanwhile became old, so that the next marking
// came sooner. Where nobody waits for a core, nothing changes.
import { existsSync, readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const ownThreads = '/proc/self/task';

/** Of the threads that are there now, all but the main one. Linux gives each a priority of its own; elsewhere 0 threads yield. */
export function letHelpersYield(): number {
  if (process.platform !== 'linux' || !existsSync(ownThreads)) return 0;
  const helpers = readdirSync(ownThreads)
    .map(Number)
    .filter((id) => id !== process.pid);
  return helpers.filter(letYield).length;
}

/** Whether the system lets it: a thread may have ended, and a sandbox may refuse. */
function letYield(threadId: number): boolean {
  try {
    setPriority(threadId, constants.priority.PRIORITY_BELOW_NORMAL);
    return true;
  } catch {
    return false;
  }
}
