// Row `hot`: one account has nine tenths of the traffic, and the others' latency is what counts.
import { steadyRow, warmUpSeconds, type SteadyRow } from './steady.js';
import { inTurn } from '../load/bench-event.js';
import { produceSteadily } from '../load/producers.js';
import type { BenchWorld } from '../world.js';

const endpoints = 10;
const seconds = 30;

export async function hotRow(world: BenchWorld, perSecond: number): Promise<SteadyRow> {
  const hot = await world.account('hot');
  for (let list = 1; list <= endpoints; list += 1) await world.subscribe(hot, `/ok/hot-${list}`, list);
  const load = world.load(hot, inTurn(endpoints));
  const [row] = await Promise.all([
    steadyRow(world, { name: 'others', perSecond: Math.ceil(perSecond / 10), seconds }),
    produceSteadily(load, {
      perSecond: Math.floor((perSecond * 9) / 10),
      seconds: seconds + warmUpSeconds,
      from: 0,
      isTimed: true,
    }),
  ]);
  return row;
}
