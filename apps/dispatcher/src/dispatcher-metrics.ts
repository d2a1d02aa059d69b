// The dispatcher's numbers.
import { durationBucketsS, type Metrics } from '@posthorn/service-runtime';

export type DispatcherMetrics = ReturnType<typeof dispatcherMetrics>;

export const dispatcherMetrics = (metrics: Metrics) => ({
  records: metrics.counter({
    name: 'dispatcher_records_total',
    help: 'Records by what became of them: taken, unmatched, unknown_account, inactive, poison, too_large.',
    labels: ['consumer', 'what'],
  }),
  endings: metrics.counter({
    name: 'deliveries_total',
    help: 'Deliveries by how their time in this process ended.',
    labels: ['ending'],
  }),
  attempts: metrics.histogram({
    name: 'attempt_duration_seconds',
    help: 'Time of one POST.',
    labels: ['outcome'],
    buckets: durationBucketsS,
  }),
  problems: metrics.counter({
    name: 'consumer_problems_total',
    help: 'Problems of the Kafka consumers by kind; lost_by_retention must stay 0.',
    labels: ['consumer', 'kind'],
  }),
  lostByRetention: metrics.counter({
    name: 'lost_by_retention_total',
    help: 'Records that were removed from Kafka before they were read.',
    labels: ['topic'],
  }),
  oldestIncomplete: metrics.gauge({
    name: 'oldest_incomplete_age_seconds',
    help: 'Age of the oldest record, of those that this process owns, that was read and is incomplete; 0: none.',
    labels: ['topic'],
  }),
  attemptRecordsDropped: metrics.counter({
    name: 'attempt_records_dropped_total',
    help: 'Attempt records that the log of deliveries will miss.',
  }),
  endpointReportsDropped: metrics.counter({
    name: 'endpoint_reports_dropped_total',
    help: 'Reports of how an endpoint fares that Kafka did not take.',
  }),
  handOnFailures: metrics.counter({
    name: 'hand_on_failures_total',
    help: 'Times that Kafka did not take a delivery that is to be handed on; it is tried again.',
  }),
  unsigned: metrics.counter({
    name: 'unsigned_deferrals_total',
    help: 'Deliveries deferred because SECRETS_KEYS does not open the secret; must stay 0.',
  }),
  ...holdings(metrics),
});

/** What the process holds. */
const holdings = (metrics: Metrics) => ({
  inMemory: metrics.gauge({
    name: 'dispatcher_in_memory',
    help: 'What the process holds: deliveries, how many may be now, their bytes, those queued in lanes, POSTs under way, how many may be that are brief, lanes.',
    labels: ['what'],
  }),
  partitions: metrics.gauge({
    name: 'dispatcher_partitions',
    help: 'Partitions that this process owns.',
    labels: ['consumer'],
  }),
  partitionsPaused: metrics.gauge({
    name: 'dispatcher_partitions_paused',
    help: 'Of those, the ones that are not read now: no room, nothing due, or a view that is behind.',
    labels: ['consumer'],
  }),
});
