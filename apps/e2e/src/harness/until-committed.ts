// Waits until the group's commits say of every event that it is complete: no delivery of it, to whomever, holds an
// offset any more.
import { eventually } from '@posthorn/testing';
import { Committed } from './committed.js';
import type { SentEvent } from './event-writer.js';
import type { System } from './system.js';

const everyMs = 100;

/** When the broker said so, ms since the epoch. The events stand in one topic. */
export async function untilCommitted(
  { brokers, groupId }: System,
  sent: readonly SentEvent[],
  timeoutMs = 60_000,
): Promise<number> {
  const [first] = sent;
  if (first === undefined) return Date.now();
  await eventually(
    async () => {
      const committed = await Committed.ask(brokers, { groupId, topic: first.topic });
      const missing = sent.filter((event) => !committed.has(event));
      if (missing.length > 0) throw new Error(`${missing.length} are not`);
      return true;
    },
    { timeoutMs, intervalMs: everyMs, what: `${sent.length} events committed` },
  );
  return Date.now();
}
