import { Registry } from 'prom-client';
import { describe, expect, it, vi } from 'vitest';
import { collectProcessMetrics } from './event-loop-lag.js';

const blockedMs = 300;
const intervalS = 0.1;
/** The timer may have been about to fire an interval after the loop was blocked. */
const leastSeenS = blockedMs / 1_000 - intervalS;

const lagOf = async (registry: Registry, reading: string): Promise<number> => {
  const name = `nodejs_eventloop_lag_${reading}_seconds`;
  const found = (await registry.getMetricsAsJSON()).find((metric) => metric.name === name);
  return Number(found?.values[0]?.value);
};

function block(): void {
  const until = performance.now() + blockedMs;
  while (performance.now() < until);
}

describe('lag of the event loop', () => {
  it('is seen once, and not counted with the interval of what looks for it', async () => {
    const registry = new Registry();
    collectProcessMetrics(registry);
    const greatest = (): Promise<number> => lagOf(registry, 'max');
    // What happens before the timer's first look after a scrape is not seen.
    await vi.waitUntil(async () => {
      block();
      return (await greatest()) > leastSeenS;
    });
    await vi.waitUntil(async () => (await greatest()) < intervalS / 2);
  });

  it('leaves the other metrics of a process as they are', async () => {
    const registry = new Registry();
    collectProcessMetrics(registry);
    const text = await registry.metrics();
    expect(text.match(/^# TYPE nodejs_eventloop_lag\w* gauge$/gm)).toHaveLength(8);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    expect(text).toMatch(/^nodejs_heap_size_used_bytes /m);
  });
});
