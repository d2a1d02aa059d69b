// What a process has cost so far, as Linux counts it.
import { readFile } from 'node:fs/promises';

export interface ProcessCost {
  /** User and system time, seconds. */
  readonly cpuS: number;
  /** Most memory it ever held, MB. */
  readonly peakMb: number;
  readonly residentMb: number;
}

/** USER_HZ, the same on every Linux that runs Node. */
const ticksPerSecond = 100;

export async function processCost(pid: number): Promise<ProcessCost> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return {
    cpuS: ticks / ticksPerSecond,
    peakMb: memory(status, 'VmHWM'),
    residentMb: memory(status, 'VmRSS'),
  };
}

const memory = (status: string, name: string): number =>
  Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1_024;
