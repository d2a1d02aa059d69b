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
  await simulation.run(Infinity, secondMs);
  simulation.downUntilMs = simulation.nowMs + lastsMs;
  simulation.add(burst);
  let count = burst;
  while (simulation.nowMs < simulation.downUntilMs) {
    await simulation.run(Infinity, Math.min(simulation.nowMs + eventEveryMs, simulation.downUntilMs));
    if (simulation.nowMs >= simulation.downUntilMs) break;
    simulation.add(1);
    count += 1;
  }
  const handedOn = simulation.handedOn / count;
  await simulation.run(Infinity, simulation.downUntilMs + 3 * hourMs);
  expect(simulation.deliveredMs).toHaveLength(count + 1);
  return { handedOn, backAfterMs: (simulation.deliveredMs.at(-1) ?? 0) - simulation.downUntilMs };
}

/** The next probe, then as long again as it was down; those that were POSTed meanwhile come by the schedule of retries. */
function backAfterMsMax(lastsMs: number): number {
  const probeAfterMs = Math.min(lastsMs, 5 * minuteMs);
  return probeAfterMs + Math.min(lastsMs + probeAfterMs, 2 * hourMs) + 15 * secondMs;
}

const lasting = [
  { lasts: '20 s', lastsMs: 20 * secondMs, handedOnMax: { quiet: 3, busy: 3 } },
  { lasts: '5 min', lastsMs: 5 * minuteMs, handedOnMax: { quiet: 12, busy: 12 } },
  { lasts: '6 min', lastsMs: 6 * minuteMs, handedOnMax: { quiet: 13, busy: 12 } },
  { lasts: '40 min', lastsMs: 40 * minuteMs, handedOnMax: { quiet: 18, busy: 14 } },
  { lasts: '2 h', lastsMs: 2 * hourMs, handedOnMax: { quiet: 21, busy: 11 } },
  { lasts: '24 h', lastsMs: 24 * hourMs, handedOnMax: { quiet: 70, busy: 30 } },
];

describe.each([
  { events: 'no event comes', is: 'quiet', eventEveryMs: Infinity },
  { events: 'an event comes every 10 s', is: 'busy', eventEveryMs: 10 * secondMs },
] as const)('while $events', ({ is, eventEveryMs }) => {
  it.each(lasting)(
    'what waits is written ever less often, and is there soon after $lasts',
    async (expected) => {
      const { handedOn, backAfterMs } = await outage({ lastsMs: expected.lastsMs, eventEveryMs });
      expect(handedOn).toBeLessThan(expected.handedOnMax[is]);
      expect(backAfterMs).toBeLessThan(backAfterMsMax(expected.lastsMs));
    },
  );
});
