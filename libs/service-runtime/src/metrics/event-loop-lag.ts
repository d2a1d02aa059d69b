// How late the event loop is with a timer that fires ten times a second. What keeps the loop for that long is always
// seen, what is shorter only by chance. prom-client's own gauges of these names fire a hundred times, which costs an idle
// process 0.6 % of a core, and count the timer's interval as lag.
import { monitorEventLoopDelay, type Histogram } from 'node:perf_hooks';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

const intervalMs = 100;
/** The longest that a timer can be told: prom-client's cannot be left out. */
const neverMs = 2 ** 31 - 1;
const nanosecondsPerSecond = 1e9;
const intervalNs = (intervalMs / 1_000) * nanosecondsPerSecond;

const readings = {
  min: { help: 'Least', ofNs: (delays: Histogram) => delays.min - intervalNs },
  max: { help: 'Greatest', ofNs: (delays: Histogram) => delays.max - intervalNs },
  mean: { help: 'Mean', ofNs: (delays: Histogram) => delays.mean - intervalNs },
  stddev: { help: 'Standard deviation of the', ofNs: (delays: Histogram) => delays.stddev },
  p50: { help: 'Median', ofNs: (delays: Histogram) => delays.percentile(50) - intervalNs },
  p90: { help: '90th percentile of the', ofNs: (delays: Histogram) => delays.percentile(90) - intervalNs },
  p99: { help: '99th percentile of the', ofNs: (delays: Histogram) => delays.percentile(99) - intervalNs },
};

/** prom-client's default metrics; of the event loop's lag, what was seen since the last scrape. */
export function collectProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: neverMs });
  const delays = monitorEventLoopDelay({ resolution: intervalMs });
  delays.enable();
  const gauges = Object.entries(readings).map(([reading, { help, ofNs }]) => {
    const name = `nodejs_eventloop_lag_${reading}_seconds`;
    registry.removeSingleMetric(name);
    const gauge = new Gauge({
      name,
      help: `${help} lag of the event loop since the last scrape.`,
      registers: [registry],
      collect,
    });
    return { gauge, ofNs };
  });
  /** The first that is asked looks for all; between two scrapes at once they keep what they have. */
  function collect(): void {
    if (delays.count === 0) return;
    for (const { gauge, ofNs } of gauges) gauge.set(Math.max(0, ofNs(delays)) / nanosecondsPerSecond);
    delays.reset();
  }
}
