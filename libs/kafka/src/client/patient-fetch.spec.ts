import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { sourceSha256 } from './kafkajs-source.fixture.js';
import {
  consumerGroupModule,
  fetchPatiently,
  patientWaitMs,
  waitLongWhile,
  waitMsOf,
} from './patient-fetch.js';

it('mends the module as it was read', () => {
  expect(
    sourceSha256(consumerGroupModule),
    'kafkajs has changed: read how long its fetches wait, and what it sends meanwhile, again',
  ).toBe('f3e461738585a8dc6574c647123a18afc732f81cdee4f9f7bb62e4aa1dffbfbb');
});

it('waits long while there is nothing to do, and as the consumer was set otherwise', () => {
  const group = { cluster: {}, maxWaitTime: 250 };
  let isIdle = false;
  waitLongWhile(group.cluster, () => isIdle);
  const fetches = [false, true, true, false].map((now) => {
    isIdle = now;
    group.maxWaitTime = waitMsOf(group);
    return group.maxWaitTime;
  });
  expect(fetches).toEqual([250, patientWaitMs, patientWaitMs, 250]);
});

it('is what kafkajs fetches with', async () => {
  fetchPatiently();
  const { prototype } = createRequire(import.meta.url)(consumerGroupModule) as {
    prototype: { fetch: (nodeId: string) => Promise<unknown> };
  };
  const slept: number[] = [];
  const cluster = { refreshMetadataIfNecessary: () => Promise.reject(new Error('far enough')) };
  const group = Object.assign(Object.create(prototype) as typeof prototype, {
    ...{ cluster, maxWaitTime: 250 },
    recoverFromFetch: () => slept.push(group.maxWaitTime),
  });
  waitLongWhile(cluster, () => true);
  await group.fetch('1');
  expect(slept).toEqual([patientWaitMs]);
});

it('never waits less than the consumer was set to', () => {
  const group = { cluster: {}, maxWaitTime: 3 * patientWaitMs };
  waitLongWhile(group.cluster, () => true);
  expect(waitMsOf(group)).toBe(3 * patientWaitMs);
});

it('leaves other consumers as they are', () => {
  expect(waitMsOf({ cluster: {}, maxWaitTime: 5 })).toBe(5);
});
