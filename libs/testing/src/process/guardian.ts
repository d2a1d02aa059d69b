// Tells the guardian process what to stop should this process die: one guardian for all servers of a process.
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../guardian.mjs', import.meta.url));
let pipe: NodeJS.WritableStream | undefined;

/** `pid` leads a process group; it is stopped when this process ends in whatever way. */
export function guard(pid: number): void {
  pipe ??= startGuardian();
  pipe.write(`+${pid}\n`);
}

/** The process has ended; its number may soon be another's. */
export function unguard(pid: number): void {
  pipe?.write(`-${pid}\n`);
}

/** Neither the guardian nor the pipe to it keeps this process alive. */
function startGuardian(): NodeJS.WritableStream {
  const guardian = spawn(process.execPath, [program], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guardian.unref();
  const { stdin } = guardian;
  if (stdin instanceof Socket) stdin.unref();
  return stdin;
}
