// Names and addresses towards a receiver, with a name server of the test: what was checked is what is connected to.
import { startReceiver, type Receiver } from '@posthorn/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startNameServer, type AnswerName, type SimulatedNameServer } from './names/simulated-name-server.js';
import { defaultOutboundSettings, type OutboundSettings } from './outbound-settings.js';
import { createOutbound, type Outbound } from './outbound.js';
import { startServer } from './sockets/simulated-server.js';

const open = { allowLoopback: true, allowHttp: true, ports: 'any' } as const;
const production = { ...open, allowLoopback: false } as const;

let receiver: Receiver;
let nameServer: SimulatedNameServer;
let answerName: AnswerName;
const doors: Outbound[] = [];

beforeEach(async () => {
  receiver = await startReceiver();
  nameServer = await startNameServer((...question) => answerName(...question));
});
afterEach(async () => {
  await Promise.all(doors.splice(0).map((door) => door.close()));
  await nameServer.stop();
  await receiver.stop();
});

function createDoor(settings: Partial<OutboundSettings> = {}): Outbound {
  const nameServers = [nameServer.address];
  const door = createOutbound({ targetPolicy: open, nameServers, nameServerTimeoutMs: 300, ...settings });
  doors.push(door);
  return door;
}

const post = (door: Outbound, host: string, port = new URL(receiver.url).port) =>
  door.post({ url: `http://${host}:${port}/`, headers: {}, body: 'a=b' });

it('connects to the address that the name server gave, and asks it once while the answer lives', async () => {
  answerName = () => ({ addresses: ['127.0.0.1'], ttlS: 60 });
  const door = createDoor();
  const results = await Promise.all([1, 2, 3].map(() => post(door, 'hooks.example.com')));
  expect(results.map(({ outcome, remoteAddress }) => [outcome.kind, remoteAddress])).toEqual([
    ['delivered', '127.0.0.1'],
    ['delivered', '127.0.0.1'],
    ['delivered', '127.0.0.1'],
  ]);
  expect(receiver.requests[0]?.headers.host).toBe(`hooks.example.com:${new URL(receiver.url).port}`);
  expect(nameServer.asked('hooks.example.com')).toBe(1);
});

it('goes to the address that was checked, whatever the name server would say a moment later', async () => {
  answerName = (_, index) => ({ addresses: [index === 0 ? '127.0.0.1' : '127.0.0.2'], ttlS: 0 });
  const result = await post(createDoor(), 'rebinding.example');
  expect(result.remoteAddress).toBe('127.0.0.1');
  expect(nameServer.asked('rebinding.example')).toBe(1);
});

it.each([
  ['the loopback', ['127.0.0.1']],
  ['the loopback of IPv6', ['::1']],
  ['a mapped loopback', ['::ffff:127.0.0.1']],
  ['the metadata of a cloud', ['169.254.169.254']],
  ['a private address beside a public one', ['93.184.216.34', '10.0.0.1']],
])('blocks a name that points to %s', async (_, addresses) => {
  answerName = () => ({ addresses, ttlS: 60 });
  const result = await post(createDoor({ targetPolicy: production }), 'inside.example');
  expect(result.outcome).toMatchObject({ kind: 'blocked', reason: 'address' });
  expect(result).toMatchObject({ stage: 'lookup', remoteAddress: undefined });
  expect(result.detail).toContain(`inside.example points to ${String(addresses.at(-1))}`);
  expect(receiver.requests).toHaveLength(0);
});

it('opens the loopback alone: a name that points to a private address stays blocked', async () => {
  answerName = () => ({ addresses: ['192.168.1.1'], ttlS: 60 });
  expect((await post(createDoor(), 'inside.example')).outcome.kind).toBe('blocked');
});

it('checks again whenever a socket is opened: a name that was open and then is not', async () => {
  answerName = (_, index) => ({ addresses: [index === 0 ? '127.0.0.1' : '169.254.169.254'], ttlS: 0 });
  const door = createDoor({ idleSocketsMax: 0, names: { ...defaultOutboundSettings.names, ttlMinMs: 0 } });
  expect((await post(door, 'rebinding.example')).outcome.kind).toBe('delivered');
  expect((await post(door, 'rebinding.example')).outcome.kind).toBe('blocked');
});

it('says dns of a name that there is not', async () => {
  answerName = () => ({ addresses: [], ttlS: 60 });
  const result = await post(createDoor(), 'nowhere.example');
  expect(result).toMatchObject({ outcome: { kind: 'unreachable', reason: 'dns' }, stage: 'lookup' });
  expect(result.detail).toContain('ENOTFOUND nowhere.example');
});

it('says dns of a name server that is silent, and waits for it once', async () => {
  answerName = () => 'silent';
  const door = createDoor();
  const first = await post(door, 'silent.example');
  expect(first).toMatchObject({ outcome: { kind: 'unreachable', reason: 'dns' }, stage: 'lookup' });
  expect(first.detail).toContain('ETIMEOUT');
  expect((await post(door, 'silent.example')).durationMs).toBeLessThan(first.durationMs / 2);
  expect(nameServer.asked('silent.example')).toBe(1);
});

it('does not wait for names that never resolve', async () => {
  answerName = (name) => (name === 'good.example' ? { addresses: ['127.0.0.1'], ttlS: 60 } : 'silent');
  const door = createDoor({ nameServerTimeoutMs: defaultOutboundSettings.nameServerTimeoutMs });
  const others = Array.from({ length: 200 }, (_, index) => post(door, `silent-${index}.example`));
  const result = await post(door, 'good.example');
  expect(result.outcome.kind).toBe('delivered');
  expect(result.durationMs).toBeLessThan(1_500);
  await door.close(0);
  expect((await Promise.all(others)).map(({ outcome }) => outcome.kind)).toEqual(
    others.map(() => 'unreachable'),
  );
});

it('reaches localhost without a name server, by either family', async () => {
  answerName = () => 'silent';
  expect(await post(createDoor(), 'localhost')).toMatchObject({ remoteAddress: '127.0.0.1' });
  expect(nameServer.asked('localhost')).toBe(0);
});

it('tries the next address when one refuses', async () => {
  const server = await startServer((socket) =>
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')),
  );
  answerName = () => ({ addresses: ['127.0.0.2', '127.0.0.1'], ttlS: 60 });
  const result = await post(createDoor(), 'two.example', String(server.port));
  expect(result).toMatchObject({ outcome: { kind: 'delivered' }, remoteAddress: '127.0.0.1' });
  await server.stop();
});
