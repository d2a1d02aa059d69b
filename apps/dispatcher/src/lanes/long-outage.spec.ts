// An endpoint that is down, on a simulated clock: how often what waits for it is written again, and how soon all of it is
// there when the endpoint is back.
import { expect, it } from 'vitest';
import { LaneSimulation } from './lane-simulation.fixture.js';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const count = 500;

/** Hand-overs for each delivery that came when it began, and when the last one is there after its end. */
async function outage(lastsMs: number): Promise<{ handedOn: number; backAfterMs: number }> {
  const simulation = new LaneSimulation(undefined, 50);
  simulation.add(1);
  await simulation.run(1, minuteMs);
  const downFromMs = simulation.nowMs;
  simulation.downUntilMs = downFromMs + lastsMs;
  simulation.add(count);
  await simulation.run(Infinity, simulation.downUntilMs);
  const handedOn = simulation.handedOn / count;
  await simulation.run(Infinity, simulation.downUntilMs + 3 * hourMs);
  expect(simulation.deliveredMs).toHaveLength(count + 1);
  return { handedOn, backAfterMs: (simulation.deliveredMs.at(-1) ?? 0) - simulation.downUntilMs };
}

it.each([
  { lasts: '20 s', lastsMs: 20 * secondMs, handedOnMax: 3, backAfterMsMax: minuteMs },
  { lasts: '5 min', lastsMs: 5 * minuteMs, handedOnMax: 12, backAfterMsMax: 6 * minuteMs },
  { lasts: '2 h', lastsMs: 2 * hourMs, handedOnMax: 25, backAfterMsMax: 2 * hourMs },
  { lasts: '24 h', lastsMs: 24 * hourMs, handedOnMax: 50, backAfterMsMax: 2 * hourMs },
])('is written ever less often while its endpoint is down for $lasts', async (expected) => {
  const { handedOn, backAfterMs } = await outage(expected.lastsMs);
  expect(handedOn).toBeLessThan(expected.handedOnMax);
  expect(backAfterMs).toBeLessThan(expected.backAfterMsMax);
});
