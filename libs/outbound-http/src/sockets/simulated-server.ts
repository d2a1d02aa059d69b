// A server for tests that speaks no HTTP of its own: each socket is handed to the test, so that it can misbehave in
// ways that an HTTP server does not allow.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface SimulatedServer {
  readonly port: number;
  readonly sockets: readonly Socket[];
  stop(): Promise<void>;
}

export async function startServer(onSocket: (socket: Socket) => void): Promise<SimulatedServer> {
  return listen(createServer(), onSocket);
}

/** `onSocket` is called for the TCP socket, whatever the server makes of it then. */
export async function listen(server: Server, onSocket: (socket: Socket) => void): Promise<SimulatedServer> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => {
    sockets.push(socket.on('error', () => socket.destroy()));
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port: (server.address() as AddressInfo).port, sockets, stop };
}
