// An endpoint that is down, on a simulated clock: how often what waits for it is written again, and how soon all of it is
// there when the endpoint is back.
import { describe, expect, it } from 'vitest';
import { LaneSimulation } from './lane-simulation.fixture.js';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const burst = 500;

interface Outage {
  readonly lastsMs: number;
  /** Between two events that come while it is down; none come without. */
  readonly eventEveryMs: number;
}

/** Hand-overs of a delivery in the mean, and when the last one is there after the end. */
async function outage({ lastsMs, eventEveryMs }: Outage): Promise<{ handedOn: number; backAfterMs: number }> {
  const simulation = new LaneSimulation(undefined, 50);
  simulation.add(1);
  await simulation.run(1, minuteMs);
  simulation.downUntilMs = simulation.nowMs + lastsMs;
  simulation.add(burst);
  let count = burst;
  while (simulation.nowMs < simulation.downUntilMs) {
    await simulation.run(Infinity, Math.min(simulation.nowMs + eventEveryMs, simulation.downUntilMs));
    simulation.add(1);
    count += 1;
  }
  const handedOn = simulation.handedOn / count;
  await simulation.run(Infinity, simulation.downUntilMs + 3 * hourMs);
  expect(simulation.deliveredMs).toHaveLength(count + 1);
  return { handedOn, backAfterMs: (simulation.deliveredMs.at(-1) ?? 0) - simulation.downUntilMs };
}

/** The next probe, and then as long again as it was down, by the longest tier; and the shortest one for what met the probe. */
function backAfterMsMax(lastsMs: number): number {
  const probeAfterMs = Math.min(lastsMs, 5 * minuteMs);
  return probeAfterMs + Math.min(lastsMs + probeAfterMs, 2 * hourMs) + 15 * secondMs;
}

const lasting = [
  { lasts: '20 s', lastsMs: 20 * secondMs, handedOnMax: 3 },
  { lasts: '5 min', lastsMs: 5 * minuteMs, handedOnMax: 12 },
  { lasts: '6 min', lastsMs: 6 * minuteMs, handedOnMax: 13 },
  { lasts: '40 min', lastsMs: 40 * minuteMs, handedOnMax: 20 },
  { lasts: '2 h', lastsMs: 2 * hourMs, handedOnMax: 25 },
  { lasts: '24 h', lastsMs: 24 * hourMs, handedOnMax: 42 },
];

describe.each([
  { events: 'no event comes', eventEveryMs: Infinity },
  { events: 'an event comes every 10 s', eventEveryMs: 10 * secondMs },
])('while $events', ({ eventEveryMs }) => {
  it.each(lasting)(
    'what waits is written ever less often, and is there soon after $lasts',
    async (expected) => {
      const { handedOn, backAfterMs } = await outage({ lastsMs: expected.lastsMs, eventEveryMs });
      expect(handedOn).toBeLessThan(expected.handedOnMax);
      expect(backAfterMs).toBeLessThan(backAfterMsMax(expected.lastsMs));
    },
  );
});
