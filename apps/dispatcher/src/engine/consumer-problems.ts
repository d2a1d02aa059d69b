// Tells what consumers report to the log and the metrics; a dead consumer ends the process.
import type { ConsumerProblem } from '@posthorn/kafka';
import type { Logger } from '@posthorn/service-runtime';
import type { DispatcherMetrics } from '../dispatcher-metrics.js';

export interface ConsumerProblemOptions {
  readonly consumer: string;
  readonly logger: Logger;
  readonly metrics: Pick<DispatcherMetrics, 'problems' | 'lostByRetention'>;
  readonly onFatal: (error: unknown) => void;
}

export const consumerProblems =
  ({ consumer, logger, metrics, onFatal }: ConsumerProblemOptions) =>
  (problem: ConsumerProblem): void => {
    metrics.problems.inc({ consumer, kind: problem.kind });
    const { kind, error, ...facts } = { error: undefined, ...problem };
    logger.warn({ consumer, ...facts, err: error }, kind);
    if (problem.kind === 'lost_by_retention')
      metrics.lostByRetention.inc({ topic: problem.topic }, problem.records);
    if (problem.kind === 'crashed' && !problem.restarts) onFatal(problem.error);
  };
