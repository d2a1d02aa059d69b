// What is counted and logged of the reports about endpoints.
import type { ConsumerProblem } from '@posthorn/kafka';
import type { Logger, Metrics } from '@posthorn/service-runtime';
import type { Report } from './judge-report.js';
import type { Kept } from './keep-reports.js';

/** What the reader tells; none may throw. */
export interface EndpointHealthEvents {
  readonly kept: (report: Report, what: Kept) => void;
  readonly unreadable: (error: unknown) => void;
  readonly failed: (error: unknown) => void;
  readonly onProblem: (problem: ConsumerProblem) => void;
}

export interface Telling {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The consumer is dead; the process must end. */
  readonly onFatal: (error: unknown) => void;
}

const consumer = 'endpoint-health';

export function endpointHealthEvents({ logger, metrics, onFatal }: Telling): EndpointHealthEvents {
  const counted = endpointHealthMetrics(metrics);
  return {
    kept: ({ health }, what) => {
      counted.reports.inc({ what });
      if (what !== 'endpoint_gone' && what !== 'endpoint_failing') return;
      const { account_id, subscription_id } = health;
      logger.warn({ account_id, subscription_id, reason: what }, 'disabled a subscription');
    },
    unreadable: (error) => {
      counted.reports.inc({ what: 'unreadable' });
      logger.error({ err: error }, 'a report of endpoint-health cannot be read');
    },
    failed: (error) => {
      counted.failures.inc();
      logger.warn({ err: error }, 'endpoint-health cannot be read or kept; trying again');
    },
    onProblem: (problem) => {
      counted.problems.inc({ consumer, kind: problem.kind });
      const { kind, error, ...facts } = { error: undefined, ...problem };
      logger.warn({ consumer, ...facts, err: error }, kind);
      if (problem.kind === 'crashed' && !problem.restarts) onFatal(problem.error);
    },
  };
}

const endpointHealthMetrics = (metrics: Metrics) => ({
  reports: metrics.counter<'what'>({
    name: 'endpoint_reports_total',
    help: 'Reports about endpoints by what became of them: noted, ignored, endpoint_gone, endpoint_failing, unreadable.',
    labels: ['what'],
  }),
  failures: metrics.counter({
    name: 'endpoint_reports_failures_total',
    help: 'Times that Kafka or the database did not let reports be read or kept; they are tried again.',
  }),
  problems: metrics.counter<'consumer' | 'kind'>({
    name: 'consumer_problems_total',
    help: 'Problems of the Kafka consumers by kind; lost_by_retention must stay 0.',
    labels: ['consumer', 'kind'],
  }),
});
