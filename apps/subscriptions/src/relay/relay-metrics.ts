// The relay's numbers, and its log lines.
import type { RegistryProblem } from '@posthorn/kafka';
import type { Logger, Metrics } from '@posthorn/service-runtime';
import type { FullPublishReason } from './full-publish-due.js';
import type { RelayEvents } from './registry-relay.js';
import type { RegistryTopicSettings } from './registry-topic.js';

export interface RelayReport extends RelayEvents, Pick<RegistryTopicSettings, 'onTooLarge'> {
  readonly onProblem: (problem: RegistryProblem) => void;
}

export function relayReport(logger: Logger, metrics: Metrics): RelayReport {
  const counted = relayMetrics(metrics);
  return {
    published: (changes) => {
      counted.changes.inc(changes);
    },
    publishedEverything: (reason, rows) => {
      counted.fullPublishes.inc({ reason });
      logger.info({ reason, rows }, 'published the whole registry');
    },
    failed: (error) => {
      counted.failures.inc();
      logger.warn({ err: error }, 'the registry cannot be published; trying again');
    },
    looked: ({ changes, ageS }) => {
      counted.backlog.set(changes);
      counted.backlogAge.set(ageS);
    },
    onTooLarge: ({ kind, id, version }, error) => {
      counted.tooLarge.inc();
      logger.error({ kind, id, version, bytes: error.bytes }, 'a row is too large for the registry');
    },
    onProblem: (problem) => {
      counted.problems.inc({ kind: problem.kind });
      logger.warn('error' in problem ? { kind: problem.kind, err: problem.error } : problem, 'registry');
    },
  };
}

const relayMetrics = (metrics: Metrics) => ({
  changes: metrics.counter({
    name: 'registry_changes_published_total',
    help: 'Changes that were brought to the registry, newest of their row.',
  }),
  fullPublishes: metrics.counter<'reason'>({
    name: 'registry_full_publishes_total',
    help: `Full publishes by reason, such as ${'nightly' satisfies FullPublishReason}.`,
    labels: ['reason'],
  }),
  failures: metrics.counter({
    name: 'registry_relay_failures_total',
    help: 'Rounds of the relay that Kafka or the database did not let end.',
  }),
  backlog: metrics.gauge({
    name: 'registry_outbox_changes',
    help: 'Changes that are not published yet.',
  }),
  backlogAge: metrics.gauge({
    name: 'registry_outbox_age_seconds',
    help: 'Age of the oldest change that is not published yet.',
  }),
  tooLarge: metrics.counter({
    name: 'registry_rows_too_large_total',
    help: 'Tries to publish a row that the topic does not take.',
  }),
  problems: metrics.counter<'kind'>({
    name: 'registry_problems_total',
    help: 'What this process met when it read the registry.',
    labels: ['kind'],
  }),
});
