import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadedAnew, sourceSha256 } from './kafkajs-source.fixture.js';
import type { MakeRequest } from './mended-request.js';
import {
  fetchRequestModule,
  makeFetchRequest,
  writeFetchRequestsQuickly,
  type FetchOptions,
} from './quick-fetch-request.js';

const require = createRequire(import.meta.url);

it('mends the module as it was read', () => {
  expect(
    sourceSha256(fetchRequestModule),
    'kafkajs has changed: read how it writes fetch requests again',
  ).toBe('e652bb05ffab315d19dd3e75ac878d49af47182b7600f419a8d5b4633976a5cd');
});

it('is what kafkajs takes for version 11', () => {
  writeFetchRequestsQuickly();
  const { protocol } = require('kafkajs/src/protocol/requests/fetch/index.js') as {
    protocol: (at: { version: number }) => (options: object) => { request: object };
  };
  const { request } = protocol({ version: 11 })({ maxWaitTime: 1, minBytes: 1, maxBytes: 1, topics: [] });
  expect(request).toMatchObject({ apiKey: 1, apiVersion: 11, apiName: 'Fetch' });
  expect(require(fetchRequestModule)).toBe(makeFetchRequest);
});

const kafkajsMaker = (): MakeRequest<FetchOptions> =>
  loadedAnew(fetchRequestModule) as MakeRequest<FetchOptions>;

const encoded = async (make: MakeRequest<FetchOptions>, options: FetchOptions): Promise<string> =>
  (await make(options).encode()).buffer.toString('hex');

const consumers = { replicaId: -1, isolationLevel: 1, maxWaitTime: 250, minBytes: 1, maxBytes: 4_194_304 };

it('writes the bytes that kafkajs writes', async () => {
  const partition = fc.record({
    partition: fc.nat(1_000),
    fetchOffset: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
    maxBytes: fc.nat(2 ** 31 - 1),
  });
  const topics = fc.array(
    fc.record({
      topic: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
      partitions: fc.array(partition, { maxLength: 8 }),
    }),
    { maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(topics, fc.constantFrom('', 'rack-1'), async (asked, rackId) => {
      const options = { ...consumers, topics: asked, rackId };
      expect(await encoded(makeFetchRequest, options)).toBe(await encoded(kafkajsMaker(), options));
    }),
    { numRuns: 50 },
  );
});

it.each<Partial<FetchOptions>>([
  { replicaId: 3 },
  { isolationLevel: 0 },
  { sessionId: 7, sessionEpoch: 1 },
  { forgottenTopics: [{ topic: 'gone', partitions: [1] }] },
])('leaves to kafkajs what no consumer of it asks: %j', async (special) => {
  const options = { ...consumers, topics: [], ...special };
  expect(await encoded(makeFetchRequest, options)).toBe(await encoded(kafkajsMaker(), options));
});
