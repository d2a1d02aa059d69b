// Outlives its parent by a moment: when the parent has gone, however it went, what it started is stopped. The
// parent writes `+<pid>` and `-<pid>` lines; the end of that pipe is the parent's end. Each pid leads a process
// group of its own. Plain JavaScript, so that it runs the same from sources and from a build.
import { createInterface } from 'node:readline';
import { clearInterval, setInterval } from 'node:timers';

const graceMs = 10_000;
const pids = new Set();

const signalGroup = (pid, signal) => {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code === 'ESRCH') pids.delete(pid);
    else throw error;
  }
};

const signalAll = (signal) => {
  for (const pid of pids) signalGroup(pid, signal);
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) pids.add(pid);
    else pids.delete(pid);
  })
  .on('close', () => {
    // SIGINT is the orderly end for all of them; SIGTERM would make Postgres wait for its clients.
    signalAll('SIGINT');
    const deadline = Date.now() + graceMs;
    const timer = setInterval(() => {
      signalAll(Date.now() < deadline ? 0 : 'SIGKILL');
      if (pids.size === 0) clearInterval(timer);
    }, 100);
  });
