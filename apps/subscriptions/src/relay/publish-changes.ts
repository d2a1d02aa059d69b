// Publishes what the outbox holds, one batch: taken, sent, acknowledged, marked. A crash between the last two sends
// it again under the same versions, which changes nothing for a view.
import { nudgeChannels } from '../relay-nudge.js';
import type { EffectiveTimes } from './effective-times.js';
import { markPublished, takeUnpublished, type OutboxChange } from './outbox.js';
import type { RegistryTopic, RegistryWrite, Written } from './registry-topic.js';
import type { RelaySession } from './relay-session.js';

export interface Publisher {
  readonly session: RelaySession;
  readonly topic: RegistryTopic;
  readonly effectiveTimes: EffectiveTimes;
}

export const changesAtOnceMax = 500;

/** The changes that were published. */
export async function publishChanges(publisher: Publisher): Promise<readonly OutboxChange[]> {
  const { session, topic, effectiveTimes } = publisher;
  const written = await topic.write(await takeUnpublished(session, changesAtOnceMax));
  const published = written.map(({ write }) => write);
  rememberEffects(effectiveTimes, written);
  if (published.length === 0 && effectiveTimes.areWritten) return published;
  await session.transaction(async () => {
    await markPublished(session, published);
    await effectiveTimes.write(session);
    await session.query(`SELECT pg_notify($1, '')`, [nudgeChannels.published]);
  });
  return published;
}

/** A subscription whose record does not say from when on it takes events takes them from that record on. */
export function rememberEffects(times: EffectiveTimes, written: readonly Written<RegistryWrite>[]): void {
  for (const { write, appended } of written) {
    if (write.kind === 'subscription' && write.value !== null && !('effective_from_ms' in write.value))
      times.add(write.id, appended.appendedAtMs);
  }
}
