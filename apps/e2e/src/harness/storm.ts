// Hurts one thing after the other at a steady pace, as a storm does: it waits for nobody to recover.
import { setTimeout as pause } from 'node:timers/promises';

export interface StormOptions {
  /** From one beginning to the next. */
  readonly everyMs: number;
}

/** Resolves with every result after the last one. */
export async function inTurn<Victim, Result>(
  victims: readonly Victim[],
  { everyMs }: StormOptions,
  hurt: (victim: Victim) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const startedAtMs = Date.now();
  for (const [index, victim] of victims.entries()) {
    await pause(Math.max(0, startedAtMs + index * everyMs - Date.now()));
    results.push(await hurt(victim));
  }
  return results;
}
