// `npm run bench`: starts its own stack, runs the rows, prints a table, and writes JSON when asked.
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { profilesVariable } from './profiling/profile-dispatcher.js';
import { backlogRow } from './rows/backlog.js';
import { drainRow, plainDrain, type DrainRow } from './rows/drain.js';
import { hotRow } from './rows/hot.js';
import { ingestRow, lightRow } from './rows/light.js';
import { limitRow } from './rows/limit.js';
import { idleRow } from './rows/idle.js';
import { amongBadOnes, steadyRow, type SteadyRow } from './rows/steady.js';
import { viewRow } from './rows/view.js';
import { BenchWorld } from './world.js';

type Row = object;
type Results = Record<string, Row>;

const rows: Readonly<Record<string, (world: BenchWorld, results: Results) => Promise<Row>>> = {
  limit: (world) => limitRow(world),
  drain: async (world, results) => ofLimit(await drainRow(world, plainDrain), results),
  steady: (world, results) =>
    steadyRow(world, { name: 'steady', perSecond: halfOfDrain(results), seconds: 60 }),
  isolation: async (world, results) => {
    const options = { name: 'isolation', perSecond: halfOfDrain(results), seconds: 60 };
    return ofSteady(await steadyRow(world, { ...options, endpoints: amongBadOnes }), results);
  },
  fanout: (world) => drainRow(world, { ...plainDrain, name: 'fanout', events: 10_000, fanOut: 5 }),
  slow: (world) => drainRow(world, { ...plainDrain, name: 'slow', events: 10_000, kind: 'late' }),
  slow_two: (world) =>
    drainRow(world, { ...plainDrain, name: 'slow-two', events: 10_000, kind: 'late', dispatchers: 2 }),
  hot: (world, results) => hotRow(world, halfOfDrain(results)),
  ingest: (world) => ingestRow(world),
  light: (world) => lightRow(world),
  idle: (world) => idleRow(world),
  view: (world) => viewRow(world),
  backlog: (world) => backlogRow(world),
};

/** With the share of what the client alone reached in this run, when row `limit` was run. */
function ofLimit(row: DrainRow, { limit }: Results): Row {
  if (limit === undefined || !('axios_per_s' in limit)) return row;
  return { ...row, of_limit: Number((row.per_s / Number(limit.axios_per_s)).toFixed(2)) };
}

/** With its p99 in those of this run's `steady`, when that row was run. */
function ofSteady(row: SteadyRow, { steady }: Results): Row {
  if (steady === undefined || !('p99_ms' in steady)) return row;
  return { ...row, p99_of_steady: Number((row.p99_ms / Number(steady.p99_ms)).toFixed(2)) };
}

/** Of what this run's `drain` reached; 2,000 a second when it was not run. */
function halfOfDrain({ drain }: Results): number {
  return drain !== undefined && 'per_s' in drain ? Math.floor(Number(drain.per_s) / 2) : 2_000;
}

/** The environment that makes dispatchers leave profiles in the folder, which is made. */
async function profiling(folder: string): Promise<NodeJS.ProcessEnv> {
  await mkdir(folder, { recursive: true });
  const preload = new URL('profiling/profile-dispatcher.js', import.meta.url).href;
  return { NODE_OPTIONS: `--import=${preload}`, [profilesVariable]: resolve(folder) };
}

const options = new Command()
  .option('--rows <names>', `some of ${Object.keys(rows).join(',')}`, Object.keys(rows).join(','))
  .option('--json <file>', 'write the figures there')
  .option(
    '--profile <folder>',
    "leave CPU profiles of each row's dispatchers there; the figures are worse then",
  )
  .parse()
  .opts<{ rows: string; json?: string; profile?: string }>();

const environment = options.profile === undefined ? {} : await profiling(options.profile);

const results: Results = {};
for (const name of options.rows.split(',')) {
  const row = rows[name];
  if (row === undefined) throw new Error(`no row ${name}; there are ${Object.keys(rows).join(', ')}`);
  const world = await BenchWorld.start(environment);
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
