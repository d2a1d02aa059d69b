// `npm run bench`: starts its own stack, runs the rows, prints a table, and writes JSON when asked.
import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { drainRow, plainDrain, type DrainRow } from './rows/drain.js';
import { hotRow } from './rows/hot.js';
import { ingestRow, lightRow } from './rows/light.js';
import { limitRow } from './rows/limit.js';
import { backlogRow, idleRow } from './rows/memory.js';
import { badNeighbours, steadyRow } from './rows/steady.js';
import { BenchWorld } from './world.js';

type Row = object;
type Results = Record<string, Row>;

const rows: Readonly<Record<string, (world: BenchWorld, results: Results) => Promise<Row>>> = {
  limit: (world) => limitRow(world),
  drain: async (world, results) => ofLimit(await drainRow(world, plainDrain), results),
  steady: (world, results) =>
    steadyRow(world, { name: 'steady', perSecond: halfOfDrain(results), seconds: 60, neighbours: [] }),
  isolation: (world, results) =>
    steadyRow(world, {
      name: 'isolation',
      perSecond: halfOfDrain(results),
      seconds: 60,
      neighbours: badNeighbours,
    }),
  fanout: (world) => drainRow(world, { ...plainDrain, name: 'fanout', events: 10_000, fanOut: 5 }),
  slow: (world) => drainRow(world, { ...plainDrain, name: 'slow', events: 10_000, kind: 'late' }),
  slow_two: (world) =>
    drainRow(world, { ...plainDrain, name: 'slow-two', events: 10_000, kind: 'late', dispatchers: 2 }),
  hot: (world, results) => hotRow(world, halfOfDrain(results)),
  ingest: (world) => ingestRow(world),
  light: (world) => lightRow(world),
  idle: (world) => idleRow(world),
  backlog: (world) => backlogRow(world),
};

/** With the share of what the client alone reached in this run, when row `limit` was run. */
function ofLimit(row: DrainRow, { limit }: Results): Row {
  if (limit === undefined || !('axios_per_s' in limit)) return row;
  return { ...row, of_limit: Number((row.per_s / Number(limit.axios_per_s)).toFixed(2)) };
}

/** Of what this run's `drain` reached; 2,000 a second when it was not run. */
function halfOfDrain({ drain }: Results): number {
  return drain !== undefined && 'per_s' in drain ? Math.floor(Number(drain.per_s) / 2) : 2_000;
}

const options = new Command()
  .option('--rows <names>', `some of ${Object.keys(rows).join(',')}`, Object.keys(rows).join(','))
  .option('--json <file>', 'write the figures there')
  .parse()
  .opts<{ rows: string; json?: string }>();

const results: Results = {};
for (const name of options.rows.split(',')) {
  const row = rows[name];
  if (row === undefined) throw new Error(`no row ${name}; there are ${Object.keys(rows).join(', ')}`);
  const world = await BenchWorld.start();
  try {
    results[name] = await row(world, results);
    console.log(name.padEnd(12), JSON.stringify(results[name]));
    // After each row, so that a later one that fails takes none of them away.
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    await world.stop();
  }
}
console.table(results);
