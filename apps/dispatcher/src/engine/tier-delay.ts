// A retry tier's delay stands in its topic's name, so that tiers of an earlier configuration can be drained.
import { parseDurationLabel, type TopicNames } from '@posthorn/contracts';

/** Milliseconds; `undefined` for a topic that is no retry tier. */
export function tierDelayMs(topic: string, names: Pick<TopicNames, 'retry'>): number | undefined {
  const prefix = names.retry('');
  return topic.startsWith(prefix) ? parseDurationLabel(topic.slice(prefix.length)) : undefined;
}
