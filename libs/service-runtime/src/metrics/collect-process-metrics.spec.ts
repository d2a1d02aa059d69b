import { Registry } from 'prom-client';
import { describe, expect, it, vi } from 'vitest';
import { collectProcessMetrics } from './collect-process-metrics.js';

const blockedMs = 300;
const intervalS = 0.1;
/** The timer may be due an interval after the loop was blocked, or a little later. */
const leastSeenS = blockedMs / 1_000 - 1.5 * intervalS;
const patience = { timeout: 4_000 };

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
  it('is seen once, also when a scrape came right before, and without the interval of what looks for it', async () => {
    const registry = new Registry();
    collectProcessMetrics(registry);
    const greatest = (): Promise<number> => lagOf(registry, 'max');
    await vi.waitUntil(async () => (await greatest()) > 0, patience);
    block();
    await vi.waitUntil(async () => (await greatest()) > leastSeenS, patience);
    await vi.waitUntil(async () => (await greatest()) < intervalS / 2, patience);
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
