import Module, { createRequire } from 'node:module';
import { afterEach, expect, it, vi } from 'vitest';
import { makeFetchRequest, writeFetchRequestsQuickly } from './quick-fetch-request.js';
import { makeProduceRequest, writeProduceRequestsQuickly } from './quick-produce.js';

const require = createRequire(import.meta.url);

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ['fetch', 11, makeFetchRequest],
  ['produce', 7, makeProduceRequest],
])('is found by kafkajs without a look for its file, for each request: %s', (api, version, make) => {
  writeFetchRequestsQuickly();
  writeProduceRequestsQuickly();
  const folder = `kafkajs/src/protocol/requests/${api}`;
  expect(require(`${folder}/v${version}/request.js`)).toBe(make);
  const { protocol } = require(`${folder}/index.js`) as {
    protocol: (at: { version: number }) => (options: object) => { request: { apiVersion: number } };
  };
  const look = vi.spyOn(Module as unknown as { _resolveFilename: () => string }, '_resolveFilename');
  expect(protocol({ version })({ topics: [], topicData: [] }).request.apiVersion).toBe(version);
  expect(look).not.toHaveBeenCalled();
});
