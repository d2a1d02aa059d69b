import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort } from '@posthorn/testing';
import { afterEach, expect, it } from 'vitest';
import { choosePorts, portTable } from './ports.js';

const servers: Server[] = [];
afterEach(() =>
  Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))),
);

async function take(port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  server.listen(port, '127.0.0.1');
  await Promise.race([once(server, 'listening'), once(server, 'error')]);
}

it('takes the next free port when the usual one is taken, and says so', async () => {
  const usual = await freePort();
  await take(usual);
  const { ports, moved } = await choosePorts({}, { usual: { ingestHttp: usual } });
  expect(ports.ingestHttp).toBeGreaterThan(usual);
  expect(moved).toContainEqual({ name: 'ingestHttp', usual, chosen: ports.ingestHttp });
  expect(new Set(Object.values(ports)).size).toBe(Object.keys(portTable).length);
});

it('takes a port that the environment gives, and gives it to nobody else', async () => {
  const port = await freePort();
  const { ports, moved } = await choosePorts({ KAFKA_PORT: String(port), RECEIVER_HTTP_PORT: '' });
  expect(ports.kafka).toBe(port);
  expect(moved.map(({ name }) => name)).not.toContain('kafka');
});

it('names every port of the environment that cannot be had', async () => {
  const [first, second] = [await freePort(), await freePort()];
  await Promise.all([take(first), take(second)]);
  const given = { KAFKA_PORT: String(first), INGEST_GRPC_PORT: String(second) };
  await expect(choosePorts(given)).rejects.toThrow(
    `KAFKA_PORT=${first}: another program listens there.\nINGEST_GRPC_PORT=${second}: another program`,
  );
});

it('does not look at the port of a server that is not started', async () => {
  const port = await freePort();
  await take(port);
  const { moved } = await choosePorts({ POSTGRES_PORT: String(port) }, { unused: ['postgres'] });
  expect(moved.map(({ name }) => name)).not.toContain('postgres');
});

it.each(['0', '65536', 'http', '-1'])('refuses %s as a port', async (text) => {
  await expect(choosePorts({ KAFKA_PORT: text })).rejects.toThrow(
    `KAFKA_PORT=${text}: expected a port from 1 to 65535.`,
  );
});

it('refuses one port for two servers', async () => {
  const port = String(await freePort());
  await expect(choosePorts({ KAFKA_PORT: port, POSTGRES_PORT: port })).rejects.toThrow('KAFKA_PORT has it');
});
