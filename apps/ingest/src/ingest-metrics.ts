// The numbers of this service.
import type { Metrics } from '@posthorn/service-runtime';
import type { InFlight } from './publishing/in-flight.js';
import type { Outcome } from './publishing/outcome.js';

/** Counts what became of each event. */
export function countOutcomes(metrics: Metrics): (outcome: Outcome) => void {
  const acceptedTotal = metrics.counter({
    name: 'ingest_events_accepted_total',
    help: 'Events that all in-sync replicas have.',
  });
  const refusedTotal = metrics.counter({
    name: 'ingest_events_refused_total',
    help: 'Events that were refused, by the code of the problem.',
    labels: ['code'],
  });
  return (outcome) => {
    if (outcome.kind === 'accepted') acceptedTotal.inc();
    else refusedTotal.inc({ code: outcome.problem.code });
  };
}

export function gaugeInFlight(metrics: Metrics, inFlight: InFlight): void {
  metrics.gauge({
    name: 'ingest_events_in_flight',
    help: 'Events that wait for the acknowledgement of Kafka.',
    collect: (gauge) => {
      gauge.set(inFlight.count);
    },
  });
}
