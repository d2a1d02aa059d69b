// The door's sockets: used again, bounded, never shared in a way that lets one receiver hold up another.
import { answer, eventually, startReceiver, type Receiver } from '@posthorn/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OutboundSettings } from './outbound-settings.js';
import { createOutbound, type Outbound } from './outbound.js';
import { startServer } from './sockets/simulated-server.js';

const targetPolicy = { allowLoopback: true, allowHttp: true, ports: 'any' } as const;
const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

let receiver: Receiver;
const doors: Outbound[] = [];
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await Promise.all(doors.splice(0).map((door) => door.close(0)));
  await receiver.stop();
});

function open(settings: Partial<OutboundSettings> = {}): Outbound {
  const door = createOutbound({ targetPolicy, ...settings });
  doors.push(door);
  return door;
}

const post = (door: Outbound, url = receiver.url) => door.post({ url, headers: {}, body: 'a=b' });
const usedPorts = (): number => new Set(receiver.requests.map(({ remotePort }) => remotePort)).size;

it('uses a socket again, and opens as many as are busy at a time', async () => {
  const door = open();
  for (let index = 0; index < 5; index += 1) await post(door);
  expect(usedPorts()).toBe(1);
  receiver.behave({ kind: 'answer', status: 200, delayMs: 50 });
  await Promise.all(Array.from({ length: 20 }, () => post(door)));
  expect(usedPorts()).toBe(20);
  expect(door.stats).toEqual({ attemptsUnderWay: 0, idleSockets: 20 });
});

it('is not delayed by 200 requests that hang, at the same host or another', async () => {
  const door = open();
  const other = await startReceiver();
  receiver.behave(({ path }) => (path === '/hang' ? { kind: 'hang' } : answer(200)));
  const hanging = Array.from({ length: 200 }, () => post(door, `${receiver.url}/hang`));
  await receiver.received(200);
  for (const url of [`${receiver.url}/good`, other.url]) {
    const result = await post(door, url);
    expect(result.outcome.kind).toBe('delivered');
    expect(result.durationMs).toBeLessThan(500);
  }
  expect(door.stats.attemptsUnderWay).toBe(200);
  await door.close(0);
  expect((await Promise.all(hanging)).every(({ outcome }) => outcome.kind === 'unreachable')).toBe(true);
  await other.stop();
});

it('keeps no more idle sockets than it may, over all origins, and ends the longest idle', async () => {
  const door = open({ idleSocketsMax: 3 });
  const others = await Promise.all(Array.from({ length: 5 }, () => startReceiver()));
  for (const { url } of others) await post(door, url);
  expect(door.stats.idleSockets).toBe(3);
  for (const { url } of others.slice(2)) await post(door, url);
  const sockets = others.map(({ requests }) => new Set(requests.map(({ remotePort }) => remotePort)).size);
  expect(sockets).toEqual([1, 1, 1, 1, 1]);
  await Promise.all(others.map((one) => one.stop()));
});

it('ends a socket that has been idle for long', async () => {
  const server = await startServer((socket) => socket.on('data', () => socket.write(ok)));
  const door = open({ idleSocketMs: 20 });
  const url = `http://127.0.0.1:${server.port}/`;
  await post(door, url);
  await eventually(() => door.stats.idleSockets === 0);
  expect((await post(door, url)).outcome.kind).toBe('delivered');
  expect(server.sockets).toHaveLength(2);
  await server.stop();
});

it('notices that the receiver has closed an idle socket, and opens another', async () => {
  const server = await startServer((socket) => socket.on('data', () => socket.write(ok)));
  const door = open();
  const url = `http://127.0.0.1:${server.port}/`;
  await post(door, url);
  server.sockets[0]?.end();
  await eventually(() => door.stats.idleSockets === 0);
  expect((await post(door, url)).outcome.kind).toBe('delivered');
  expect(server.sockets).toHaveLength(2);
  await server.stop();
});

it('loses a request to a receiver that closes as it comes, and sends it no second time', async () => {
  let requests = 0;
  const server = await startServer((socket) =>
    socket.on('data', () => {
      requests += 1;
      if (requests === 1) socket.write(ok);
      else socket.resetAndDestroy();
    }),
  );
  const door = open();
  const url = `http://127.0.0.1:${server.port}/`;
  await post(door, url);
  const result = await post(door, url);
  expect(result).toMatchObject({
    outcome: { kind: 'unreachable', reason: 'connection_lost' },
    stage: 'answer',
  });
  expect(requests).toBe(2);
  expect(server.sockets).toHaveLength(1);
  await server.stop();
});

it('does not use a socket again that the receiver says it will close', async () => {
  receiver.behave(answer(200, { connection: 'close' }));
  const door = open();
  for (let index = 0; index < 3; index += 1) expect((await post(door)).outcome.kind).toBe('delivered');
  expect(usedPorts()).toBe(3);
});

it('ignores a proxy that the environment names', async () => {
  const proxied = {
    http_proxy: 'http://127.0.0.1:9',
    HTTP_PROXY: 'http://127.0.0.1:9',
    ALL_PROXY: 'http://127.0.0.1:9',
  };
  Object.assign(process.env, proxied);
  expect((await post(open())).outcome.kind).toBe('delivered');
  for (const name of Object.keys(proxied)) Reflect.deleteProperty(process.env, name);
});

it('finishes what is under way when it closes, and leaves no socket', async () => {
  const door = open();
  receiver.behave({ kind: 'answer', status: 200, delayMs: 100 });
  const late = post(door);
  await receiver.received(1);
  await door.close();
  expect((await late).outcome.kind).toBe('delivered');
  expect(door.stats).toEqual({ attemptsUnderWay: 0, idleSockets: 0 });
  await expect(post(door)).rejects.toThrow('after close');
});

it('waits no longer than it is told when it closes', async () => {
  const door = open();
  receiver.behave({ kind: 'hang' });
  const hanging = post(door);
  await receiver.received(1);
  await door.close(50);
  expect(await hanging).toMatchObject({
    outcome: { kind: 'unreachable', reason: 'connection_lost' },
    detail: 'the door was closed',
  });
});

it('ends each that is still under way when it closes, whichever others have ended before', async () => {
  const door = open();
  receiver.behave(({ path }) =>
    path === '/hang' ? { kind: 'hang' } : { kind: 'answer', status: 200, delayMs: 50 },
  );
  const answers = ['/hang', '/', '/hang', '/', '/hang'].map((path) => post(door, receiver.url + path));
  await Promise.all([answers[1], answers[3]]);
  expect(door.stats.attemptsUnderWay).toBe(3);
  await door.close(0);
  const results = await Promise.all(answers);
  expect(results.map(({ outcome }) => outcome.kind)).toEqual([
    'unreachable',
    'delivered',
    'unreachable',
    'delivered',
    'unreachable',
  ]);
  expect(door.stats.attemptsUnderWay).toBe(0);
});
