// A healthy endpoint that gets more at once than it takes, on a simulated clock: how long it takes until all is
// delivered, against the least that its answers allow.
import { expect, it } from 'vitest';
import { LaneSimulation } from './lane-simulation.fixture.js';

interface Burst {
  readonly answersMs: number;
  readonly count: number;
}

const places = 32;

/** After it has shown what it can; as shares of the least possible time, and hand-overs for each delivery. */
async function deliver({ answersMs, count }: Burst): Promise<{ took: number; handedOn: number }> {
  const simulation = new LaneSimulation(undefined, answersMs);
  for (let warmUp = 50; warmUp <= 1_500; warmUp += 50) {
    simulation.add(50);
    await simulation.run(warmUp, Infinity);
  }
  const [beganMs, before] = [simulation.nowMs, simulation.handedOn];
  simulation.add(count);
  await simulation.run(1_500 + count, beganMs + 3_600_000);
  expect(simulation.beganMs).toHaveLength(1_500 + count);
  const tookMs = (simulation.beganMs.at(-1) ?? 0) - beganMs;
  return {
    took: (tookMs * places) / (count * answersMs),
    handedOn: (simulation.handedOn - before) / count,
  };
}

it.each<Burst & { handedOnMax: number }>([
  { answersMs: 20, count: 20_000, handedOnMax: 0.3 },
  { answersMs: 50, count: 50_000, handedOnMax: 3 },
  { answersMs: 3_000, count: 2_000, handedOnMax: 4 },
])('is never idle: $count at once, answered after $answersMs ms', async ({ handedOnMax, ...burst }) => {
  const { took, handedOn } = await deliver(burst);
  expect(took).toBeLessThan(1.05);
  expect(handedOn).toBeLessThan(handedOnMax);
});
