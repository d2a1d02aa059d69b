// Chooses a port that nobody listens on, below the range that systems use for outgoing connections, so that a
// server that was killed finds its port free again.
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

const lowest = 20_000;
const highest = 32_000;
const attemptsMax = 100;

/** A free port of 127.0.0.1, chosen at random, so that runs beside each other seldom meet. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const port = randomInt(lowest, highest);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`no free port found between ${lowest} and ${highest} in ${attemptsMax} attempts`);
}

/** Whether a server could listen on this port of 127.0.0.1 now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  const failed = once(server, 'error').then(() => false);
  const listening = new Promise<boolean>((resolve) => {
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      resolve(true);
    });
  });
  const free = await Promise.race([failed, listening]);
  if (free) await new Promise((resolve) => server.close(resolve));
  return free;
}

/** Somebody else listens on a port that was asked for. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly code = 'port_taken';

  constructor(
    readonly port: number,
    readonly server: string,
  ) {
    super(`port ${port}, wanted for ${server}, is taken`);
  }
}

/** Throws `PortTakenError`. Without this look a server's readiness could be answered by whoever has the port. */
export async function requireFreePort(port: number, server: string): Promise<void> {
  if (!(await isPortFree(port))) throw new PortTakenError(port, server);
}
