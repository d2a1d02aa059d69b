// A limited lane with a long queue, through days of a simulated clock.
import { describe, expect, it } from 'vitest';
import { LaneSimulation } from './lane-simulation.fixture.js';

const hourMs = 3_600_000;

describe('a limited lane', () => {
  it('is busy all the time with a long queue at a slow rate, and writes each delivery a few times', async () => {
    const simulation = new LaneSimulation({ inFlightMax: undefined, perSecond: 0.1 }, 50);
    simulation.add(8_000);
    await simulation.run(8_000, 30 * hourMs);
    expect(simulation.beganMs).toHaveLength(8_000);
    const tookMs = simulation.beganMs.at(-1) ?? 0;
    expect(tookMs).toBeLessThan(1.02 * 8_000 * 10_000);
    expect(simulation.handedOn / 8_000).toBeLessThan(15);
  });

  it('keeps as much with little memory left: it is its subscription that wants to wait', async () => {
    const handedOn: number[] = [];
    for (const leeway of [1, 0]) {
      const simulation = new LaneSimulation({ inFlightMax: 2, perSecond: undefined }, 400);
      simulation.leeway = leeway;
      simulation.add(500);
      await simulation.run(500, hourMs);
      handedOn.push(simulation.handedOn);
    }
    expect(handedOn[1]).toBe(handedOn[0]);
  });

  it('takes a wider rate up with what waits already', async () => {
    const simulation = new LaneSimulation({ inFlightMax: undefined, perSecond: 0.1 }, 50);
    simulation.add(8_000);
    await simulation.run(720, 2 * hourMs - 60_000);
    simulation.limits = { inFlightMax: undefined, perSecond: 2 };
    await simulation.run(8_000, 30 * hourMs);
    const tookMs = (simulation.beganMs.at(-1) ?? 0) - 2 * hourMs;
    expect(tookMs).toBeLessThan(1.05 * 7_280 * 500);
  });

  it('goes on where it was after a pause, though every turn is late then', async () => {
    const simulation = new LaneSimulation({ inFlightMax: undefined, perSecond: 0.5 }, 50);
    simulation.add(8_000);
    await simulation.run(1_000, hourMs);
    simulation.closedUntilMs = simulation.nowMs + 2 * hourMs;
    await simulation.run(8_000, 30 * hourMs);
    expect(simulation.beganMs).toHaveLength(8_000);
    const tookMs = (simulation.beganMs.at(-1) ?? 0) - 2 * hourMs;
    expect(tookMs).toBeLessThan(1.02 * 8_000 * 2_000);
    expect(simulation.handedOn / 8_000).toBeLessThan(25);
  });

  it('never has more under way than its limit', async () => {
    const simulation = new LaneSimulation({ inFlightMax: 3, perSecond: undefined }, 400);
    simulation.add(2_000);
    await simulation.run(2_000, hourMs);
    expect(simulation.beganMs).toHaveLength(2_000);
    expect(simulation.inFlightMost).toBe(3);
    expect(simulation.beganMs.at(-1)).toBeLessThan((1.05 * 2_000 * 400) / 3);
  });
});
