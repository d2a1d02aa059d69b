import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../guardian.mjs', import.meta.url));
const sleepers: ChildProcess[] = [];
afterEach(() => {
  for (const sleeper of sleepers.splice(0)) sleeper.kill('SIGKILL');
});

function startSleeper(): ChildProcess {
  const sleeper = spawn('sleep', ['60'], { detached: true });
  sleepers.push(sleeper);
  return sleeper;
}

it('stops what is still listed when its parent’s pipe ends, and then ends itself', async () => {
  const [listed, ended] = [startSleeper(), startSleeper()];
  const guardian = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'inherit'] });
  guardian.stdin.write(`+${listed.pid ?? 0}\n+${ended.pid ?? 0}\n-${ended.pid ?? 0}\n`);
  const listedEnd = once(listed, 'exit');
  guardian.stdin.end();
  expect(await listedEnd).toEqual([null, 'SIGINT']);
  expect(await once(guardian, 'exit')).toEqual([0, null]);
  expect(ended.signalCode).toBeNull();
});
