// Waits for work under way to end.
import { setTimeout as wait } from 'node:timers/promises';

const lookEveryMs = 20;

/** Resolves with true when `isDone` says so, with false after `withinMs`. */
export async function drained(isDone: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!isDone()) {
    if (performance.now() >= deadline) return false;
    await wait(lookEveryMs);
  }
  return true;
}
