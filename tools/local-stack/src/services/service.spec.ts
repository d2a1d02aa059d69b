import { fileURLToPath } from 'node:url';
import { freePort } from '@posthorn/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Service } from './service.js';

let service: Service;
const lines: string[] = [];
beforeEach(async () => {
  const port = await freePort();
  service = new Service({
    name: 'ingest',
    entry: fileURLToPath(new URL('../../fixtures/service.mjs', import.meta.url)),
    environment: { ...process.env, HTTP_PORT: String(port) },
    http: `http://127.0.0.1:${port}`,
    readyPath: '/health/ready',
    onLine: (line) => lines.push(line),
  });
});
afterEach(async () => {
  await service.kill();
  lines.length = 0;
});

it('is started when it says that it is ready', async () => {
  await service.start({ READY_AFTER: '2' });
  const answer = await fetch(`${service.http}/health/ready`);
  expect(await answer.text()).toBe('probe 3');
});

it('says with which code a service ended at its start, and what it said last', async () => {
  await expect(service.start({ EXIT_CODE: '78' })).rejects.toMatchObject({
    message: 'ingest ended with code 78',
    lines: ['DATABASE_URL is missing'],
  });
  expect(lines).toEqual(['DATABASE_URL is missing']);
});

it('says what a service that never gets ready answers', async () => {
  await service.spawn({ READY_AFTER: '1000' });
  await expect(service.ready(1_000)).rejects.toThrow(
    /ingest ready: not met within 1000 ms: .*answers 503 probe \d+/,
  );
});

it('stops in order, is killed as in a crash, and starts again', async () => {
  await service.start();
  expect(await service.stop()).toEqual({ code: 0, signal: null });
  await service.start();
  expect(await service.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  await service.start();
  expect(service.process?.end).toBeUndefined();
});
