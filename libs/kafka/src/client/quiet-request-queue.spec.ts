import { afterEach, expect, it, vi } from 'vitest';
import { sourceSha256 } from './kafkajs-source.fixture.js';
import { mendedModule, quietRequestQueue, requestQueueClass } from './quiet-request-queue.js';

afterEach(() => {
  // First: a spy on a fake timer function puts that one back.
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('mends the source that it was written for', () => {
  expect(
    sourceSha256(mendedModule),
    'kafkajs has changed: read its request queue again before changing this',
  ).toBe('b55986089c14f8f7bfc377922e2e65b3e4c1e7c7af2752d3b10a75dfe9e9260c');
});

it('arms no timer while nothing waits, and one while something does', () => {
  vi.useFakeTimers();
  quietRequestQueue();
  const { prototype } = requestQueueClass();
  let checks = 0;
  const queue = Object.assign(Object.create(prototype) as typeof prototype, {
    ...{ pending: [] as unknown[], throttledUntil: -1, throttleCheckTimeoutId: null },
    checkPendingRequests: () => (checks += 1),
  });
  queue.scheduleCheckPendingRequests();
  expect(vi.getTimerCount()).toBe(0);
  queue.pending.push({});
  queue.scheduleCheckPendingRequests();
  queue.scheduleCheckPendingRequests();
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(10);
  expect(checks).toBe(1);
});

it('looks with one timer, once a second, whether a request of any connection has timed out', () => {
  vi.useFakeTimers();
  quietRequestQueue();
  const { prototype } = requestQueueClass();
  const timedOut: string[] = [];
  const connected = new Set(['a', 'b']);
  const queueOf = (name: string, requestTimeout: number) =>
    Object.assign(Object.create(prototype) as typeof prototype, {
      enforceRequestTimeout: true,
      inflight: new Map([
        [1, { sentAt: Date.now(), requestTimeout, timeoutRequest: () => timedOut.push(name) }],
        [2, { sentAt: Date.now(), requestTimeout: 60_000, timeoutRequest: () => timedOut.push('in time') }],
      ]),
      isConnected: () => connected.has(name),
    });
  const queues = [queueOf('a', 1_500), queueOf('b', 2_500)];
  const timers = vi.spyOn(globalThis, 'setInterval');
  for (const queue of [...queues, ...queues]) queue.scheduleRequestTimeoutCheck();
  expect(vi.getTimerCount()).toBe(1);
  expect((timers.mock.results[0]?.value as NodeJS.Timeout).hasRef()).toBe(false);
  vi.advanceTimersByTime(1_999);
  expect(timedOut).toEqual([]);
  connected.delete('a');
  vi.advanceTimersByTime(1);
  expect(timedOut).toEqual(['a']);
  vi.advanceTimersByTime(1_000);
  expect(timedOut).toEqual(['a', 'b']);
  connected.delete('b');
  vi.advanceTimersByTime(1_000);
  expect(vi.getTimerCount()).toBe(0);
  connected.add('a');
  queues[0]?.scheduleRequestTimeoutCheck();
  expect(vi.getTimerCount()).toBe(1);
  connected.clear();
  vi.advanceTimersByTime(1_000);
});
