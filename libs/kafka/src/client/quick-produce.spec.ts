import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Message } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sourceSha256 } from './kafkajs-source.fixture.js';
import type { MakeRequest } from './mended-request.js';
import {
  makeProduceRequest,
  produceModule,
  writeProduceRequestsQuickly,
  type ProduceOptions,
} from './quick-produce.js';

const require = createRequire(import.meta.url);
const folder = 'kafkajs/src/protocol/requests/produce';
const kafkajs = require(`${folder}/v3/request.js`) as MakeRequest<ProduceOptions>;

it.each([
  [`${folder}/index.js`, '789abc7e1c33a99e956f74a34f11b8de6f70be7722580a0f0dd05f67d998f45b'],
  [produceModule, 'bc64c2f2d7feb31ae9c2f03b75a5ec5a290eb9084c703648803e5f15ec1a63eb'],
  [`${folder}/v3/request.js`, '993a3db997827088f5acb08cacf3c67a99ec2886303ff465d244329b8a1c7f99'],
  ['kafkajs/src/protocol/request.js', '2270900ca6474026c11957fe71ac586881985460ed2554db22ad8870dcaff634'],
])('mends %s as it was read', (module, expected) => {
  expect(sourceSha256(module), 'kafkajs has changed: read how it writes produce requests again').toBe(
    expected,
  );
});

it('is what kafkajs takes for version 7', () => {
  writeProduceRequestsQuickly();
  const { protocol } = require(`${folder}/index.js`) as {
    protocol: (at: { version: number }) => (options: ProduceOptions) => { request: object };
  };
  const request = protocol({ version: 7 })({ acks: -1, timeout: 1, topicData: [] }).request;
  expect(request).toMatchObject({ apiKey: 0, apiVersion: 7, apiName: 'Produce' });
  expect(require(produceModule)).toBe(makeProduceRequest);
});

describe('the bytes of a request', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_767_323_045_678 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const text = fc.string({ unit: 'binary', maxLength: 80 });
  const bytes = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array));
  const either = fc.oneof(text, bytes);
  const message: fc.Arbitrary<Message> = fc.record(
    {
      key: fc.option(either),
      value: fc.option(either),
      headers: fc.dictionary(text, fc.oneof(either, fc.array(either, { maxLength: 3 }))),
    },
    { requiredKeys: ['value'] },
  );
  const partitions = fc.array(
    fc.record({ partition: fc.nat(100), messages: fc.array(message, { minLength: 1, maxLength: 80 }) }),
    { minLength: 1, maxLength: 3 },
  );
  const topicData = fc.array(fc.record({ topic: fc.string({ minLength: 1 }), partitions }), { maxLength: 3 });

  const encoded = async (make: MakeRequest<ProduceOptions>, options: ProduceOptions): Promise<string> =>
    (await make(options).encode()).buffer.toString('hex');

  it('are those that kafkajs writes', async () => {
    await fc.assert(
      fc.asyncProperty(topicData, async (data) => {
        const options = { acks: -1, timeout: 10_000, producerId: -1, producerEpoch: 0, topicData: data };
        expect(await encoded(makeProduceRequest, options)).toBe(await encoded(kafkajs, options));
      }),
      { numRuns: 20 },
    );
  });

  it.each<Partial<ProduceOptions>>([
    { compression: 1 },
    { transactionalId: 'transaction' },
    { producerId: 7 },
  ])('are kafkajs’s own for what is not plain: %j', async (special) => {
    const messages = [{ key: 'key', value: 'value' }];
    const data = [{ topic: 'topic', partitions: [{ partition: 0, messages, firstSequence: 3 }] }];
    const options = { acks: -1, timeout: 1, topicData: data, producerEpoch: 0, ...special };
    expect(await encoded(makeProduceRequest, options)).toBe(await encoded(kafkajs, options));
  });

  it('keep the time that a record was given', async () => {
    const messages = [{ key: null, value: 'value', timestamp: '1700000000000' }];
    const options = {
      acks: 1,
      timeout: 1,
      topicData: [{ topic: 'topic', partitions: [{ partition: 0, messages }] }],
    };
    expect(await encoded(makeProduceRequest, options)).toBe(await encoded(kafkajs, options));
  });
});
