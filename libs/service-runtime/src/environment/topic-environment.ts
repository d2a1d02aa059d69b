// Which topics there are: prefix, retry tiers, partitions. The output is what `topicTable` of contracts takes.
import {
  defaultRetryTiers,
  parseDurationLabel,
  topicNames,
  type TopicTableSettings,
} from '@posthorn/contracts';
import { z } from 'zod';
import { flag, list, variable, wholeNumber } from './variable.js';

const partitions = (example: number) => wholeNumber({ min: 1, max: 1_000, example });

export const topicEnvironment = z
  .object({
    TOPIC_PREFIX: variable(
      { expected: 'up to 100 letters, digits, dots, dashes or underscores', example: 'posthorn.' },
      (found) => (/^[\w.-]{1,100}$/.test(found) ? found : undefined),
    ).default('posthorn.'),
    RETRY_TIERS: list(
      { expected: 'durations in ascending order', example: defaultRetryTiers.join(',') },
      isDuration,
    )
      .refine(isAscending, { error: 'Put the shortest first, and each only once' })
      .default(defaultRetryTiers),
    /** One broker: replication 1 and min in-sync 1, so a lost disk is lost events. */
    SINGLE_NODE: flag().default(false),
    PARTITIONS_BUSY: partitions(12).default(12),
    PARTITIONS_OTHER: partitions(6).default(6),
  })
  .transform((values): TopicTableSettings => ({
    names: topicNames(values.TOPIC_PREFIX),
    retryTiers: values.RETRY_TIERS,
    singleNode: values.SINGLE_NODE,
    partitions: { busy: values.PARTITIONS_BUSY, other: values.PARTITIONS_OTHER },
  }));

function isDuration(label: string): boolean {
  const durationMs = parseDurationLabel(label);
  return durationMs !== undefined && durationMs > 0;
}

function isAscending(labels: readonly string[]): boolean {
  const durationsMs = labels.map((label) => parseDurationLabel(label) ?? 0);
  return durationsMs.every((durationMs, index) => durationMs > (durationsMs[index - 1] ?? 0));
}
