import { topicNames } from '@posthorn/contracts';
import { Metrics } from '@posthorn/service-runtime';
import { expect, it } from 'vitest';
import { dispatcherMetrics } from '../dispatcher-metrics.js';
import { RetentionWatch } from './retention-watch.js';

const dayMs = 86_400_000;
const names = topicNames('posthorn.');
const [contact, tier] = [names.events('contact'), names.retry('2h')];

it('tells the age of what is incomplete, and warns at half of the retention, once an hour', async () => {
  let nowMs = 100 * dayMs;
  const warned: unknown[] = [];
  const metrics = new Metrics('dispatcher');
  const watch = new RetentionWatch({
    topics: { names, retryTiers: ['2h'], singleNode: true, partitions: { busy: 1, other: 1 } },
    metrics: dispatcherMetrics(metrics),
    logger: { warn: (facts: unknown) => warned.push(facts) },
    now: () => nowMs,
  });
  const sinceMs = nowMs - 3 * dayMs;
  const look = (): void => {
    watch.look([new Map([[contact, sinceMs]]), new Map([[tier, undefined]])]);
  };
  look();
  const told = await metrics.registry.metrics();
  expect(told).toContain(
    `posthorn_oldest_incomplete_age_seconds{topic="${contact}",service="dispatcher"} 259200`,
  );
  expect(told).toContain(`posthorn_oldest_incomplete_age_seconds{topic="${tier}",service="dispatcher"} 0`);
  expect(warned).toEqual([]);
  nowMs += dayMs;
  look();
  nowMs += 60_000;
  look();
  expect(warned).toEqual([{ topic: contact, age_s: 4 * 86_400 }]);
  nowMs += 3_600_000;
  look();
  expect(warned).toHaveLength(2);
});
