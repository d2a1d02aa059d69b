// Waits for a condition, so that no test sleeps.
import { setTimeout as pause } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Default 10,000. */
  readonly timeoutMs?: number;
  /** Pause between two looks; default 20. */
  readonly intervalMs?: number;
  /** Named in the error when the time is over. */
  readonly what?: string;
}

/**
 * The first result of `condition` that is neither `false` nor `undefined`. What `condition` throws counts as "not
 * yet" and is the cause of the error when the time is over, so that it may hold assertions.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 10_000, intervalMs = 20, what = 'the condition' }: EventuallyOptions = {},
): Promise<Exclude<T, false | undefined>> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  do {
    last = undefined;
    try {
      const result = await condition();
      if (result !== false && result !== undefined) return result as Exclude<T, false | undefined>;
    } catch (error) {
      last = error;
    }
    await pause(intervalMs);
  } while (performance.now() < deadline);
  throw new Error(
    `${what}: not met within ${timeoutMs} ms${last instanceof Error ? `: ${last.message}` : ''}`,
    {
      cause: last,
    },
  );
}
