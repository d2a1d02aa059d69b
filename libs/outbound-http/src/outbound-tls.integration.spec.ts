// TLS towards a receiver: certificates are verified, whatever the environment says.
import { once } from 'node:events';
import { createServer, type Server } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createOutbound, type Outbound } from './outbound.js';
import { listen, startServer, type SimulatedServer } from './sockets/simulated-server.js';

// Self-signed, for `localhost` alone, made for this test and trusted nowhere else; valid until 2120.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghw6vJUJ4PUo7baHw
+SNBQW7gMimQGsysQgTSrGlLK6uhRANCAAQD8w6cU05sLsY7Cpm4RPlZn9UwhhzH
wwti48KgoQNBRYr9FoZ0l9Gbm+w8NDZL+67T/07V1GgQswsMzGy7iZ1T
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBYDCCAQegAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAPzDpxTTmwuxjsK
mbhE+Vmf1TCGHMfDC2LjwqChA0FFiv0WhnSX0Zub7Dw0Nkv7rtP/TtXUaBCzCwzM
bLuJnVOjSDBGMA8GA1UdEwEB/wQFMAMBAf8wFAYDVR0RBA0wC4IJbG9jYWxob3N0
MB0GA1UdDgQWBBT9f/nZfhJt7f/agYWABCElt+fJOzAKBggqhkjOPQQDAgNHADBE
AiAIgINieuSsNrWohN1cLFNPNAQFD+GGMESG99zhuPWJvgIgLzN5v+1l//nOrPK+
xz4qkoHvbfv45LPjTDqzGkRPuoc=
-----END CERTIFICATE-----`;

const targetPolicy = { allowLoopback: true, allowHttp: false, ports: 'any' } as const;
const trusting = { targetPolicy, certificateAuthorities: [cert] };

let tlsServer: Server;
let server: SimulatedServer;
beforeAll(async () => {
  tlsServer = createServer({ key, cert }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
  });
  server = await listen(tlsServer, () => undefined);
});
afterAll(() => server.stop());

const doors: Outbound[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(doors.splice(0).map((door) => door.close()));
});

function open(settings: Parameters<typeof createOutbound>[0] = { targetPolicy }): Outbound {
  const door = createOutbound(settings);
  doors.push(door);
  return door;
}

const post = (door: Outbound, host = 'localhost', port = server.port) =>
  door.post({ url: `https://${host}:${port}/`, headers: {}, body: 'a=b' });

it('delivers to a certificate that it trusts and that names the host', async () => {
  const result = await post(open(trusting));
  expect(result).toMatchObject({ outcome: { kind: 'delivered', status: 200 }, remoteAddress: '127.0.0.1' });
});

it('refuses a certificate that nobody vouches for, also when the environment asks to take any', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const result = await post(open());
  expect(result).toMatchObject({ outcome: { kind: 'unreachable', reason: 'tls' }, stage: 'handshake' });
  expect(result.detail).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
});

it('refuses a certificate for another name', async () => {
  const result = await post(open(trusting), '127.0.0.1');
  expect(result).toMatchObject({ outcome: { kind: 'unreachable', reason: 'tls' }, stage: 'handshake' });
  expect(result.detail).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
});

it('says tls of a server that speaks none', async () => {
  const plain = await startServer((socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad\r\n\r\n')),
  );
  const result = await post(open(), 'localhost', plain.port);
  expect(result).toMatchObject({ outcome: { kind: 'unreachable', reason: 'tls' }, stage: 'handshake' });
  await plain.stop();
});

it('waits for a handshake no longer than for a connection', async () => {
  const silent = await startServer(() => undefined);
  const result = await post(open({ targetPolicy, connectTimeoutMs: 100 }), 'localhost', silent.port);
  expect(result).toMatchObject({ outcome: { kind: 'unreachable', reason: 'timeout' }, stage: 'handshake' });
  expect(result.detail).toBe('no connection within 100 ms');
  await silent.stop();
});

it('takes up the session when it opens the next socket', async () => {
  const door = open({ ...trusting, idleSocketsMax: 0 });
  await post(door);
  const handshake = once(tlsServer, 'secureConnection');
  await post(door);
  const [socket] = (await handshake) as [{ isSessionReused(): boolean }];
  expect(socket.isSessionReused()).toBe(true);
});
