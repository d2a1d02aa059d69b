// What is told of every process. How late the event loop is comes from a timer that fires ten times a second: what keeps the
// loop is seen with its length, or with up to 100 ms less. prom-client's own gauges of these names come from one that fires a
// hundred times, which costs an idle process 0.6 % of a core, and they count the timer's interval as lag.
import { createHistogram, performance, type Histogram } from 'node:perf_hooks';
import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';

const intervalMs = 100;
/** The longest that a timer can be told: prom-client's cannot be left out. */
const neverMs = 2 ** 31 - 1;
const nanosecondsPerMs = 1e6;
const nanosecondsPerSecond = 1e9;

/** Of lags in nanoseconds. */
const readings = {
  min: { help: 'Least', of: (lags: Histogram) => lags.min },
  max: { help: 'Greatest', of: (lags: Histogram) => lags.max },
  mean: { help: 'Mean', of: (lags: Histogram) => lags.mean },
  stddev: { help: 'Standard deviation of the', of: (lags: Histogram) => lags.stddev },
  p50: { help: 'Median', of: (lags: Histogram) => lags.percentile(50) },
  p90: { help: '90th percentile of the', of: (lags: Histogram) => lags.percentile(90) },
  p99: { help: '99th percentile of the', of: (lags: Histogram) => lags.percentile(99) },
};

/** prom-client's default metrics; of the event loop's lag, what was seen since the last scrape. */
export function collectProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: neverMs });
  const lags = recordLags();
  const gauges = Object.entries(readings).map(([reading, { help, of }]) => {
    const name = `nodejs_eventloop_lag_${reading}_seconds`;
    registry.removeSingleMetric(name);
    const gauge = new Gauge({
      ...{ name, help: `${help} lag of the event loop since the last scrape.` },
      ...{ registers: [registry], collect },
    });
    return { gauge, of };
  });
  /** The first that is asked looks for all; in two scrapes at once they keep what they have. */
  function collect(): void {
    if (lags.count === 0) return;
    for (const { gauge, of } of gauges) gauge.set(of(lags) / nanosecondsPerSecond);
    lags.reset();
  }
}

function recordLags(): Histogram {
  const lags = createHistogram();
  let dueMs = performance.now() + intervalMs;
  const look = (): void => {
    const nowMs = performance.now();
    lags.record(Math.max(1, Math.round((nowMs - dueMs) * nanosecondsPerMs)));
    dueMs = nowMs + intervalMs;
  };
  setInterval(look, intervalMs).unref();
  return lags;
}
