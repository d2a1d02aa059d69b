// The numbers of one service for Prometheus. Names begin with `posthorn_`; label sets are small and fixed.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { collectProcessMetrics } from './collect-process-metrics.js';

export interface MetricDescription<L extends string> {
  /** Without the prefix: `events_accepted_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly L[];
}

export interface HistogramDescription<L extends string> extends MetricDescription<L> {
  /** Upper bounds in the unit that the name tells, ascending. */
  readonly buckets: readonly number[];
}

export interface GaugeDescription<L extends string> extends MetricDescription<L> {
  /** Asked at each scrape; sets the gauge. */
  readonly collect?: (gauge: Gauge<L>) => void;
}

/** From 1 ms to 30 s. */
export const durationBucketsS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];

export class Metrics {
  readonly registry = new Registry();

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectProcessMetrics(this.registry);
  }

  counter<L extends string = never>(description: MetricDescription<L>): Counter<L> {
    return new Counter<L>(this.settingsOf(description));
  }

  histogram<L extends string = never>(description: HistogramDescription<L>): Histogram<L> {
    return new Histogram<L>({ ...this.settingsOf(description), buckets: [...description.buckets] });
  }

  gauge<L extends string = never>(description: GaugeDescription<L>): Gauge<L> {
    const { collect } = description;
    const gauge: Gauge<L> = new Gauge<L>({
      ...this.settingsOf(description),
      ...(collect === undefined
        ? {}
        : {
            collect: () => {
              collect(gauge);
            },
          }),
    });
    return gauge;
  }

  private settingsOf<L extends string>({ name, help, labels = [] }: MetricDescription<L>) {
    return { name: `posthorn_${name}`, help, labelNames: [...labels], registers: [this.registry] };
  }
}
