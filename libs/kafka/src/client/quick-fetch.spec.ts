import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { Message } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { createKafka } from './kafka-client.js';
import { loadedAnew, sourceSha256 } from './kafkajs-source.fixture.js';
import { decodeFetchAnswer, fetchModule, type FetchDecoder } from './quick-fetch.js';

const require = createRequire(import.meta.url);
const protocol = 'kafkajs/src/protocol';

it.each([
  [`${protocol}/requests/fetch/index.js`, 'b0961e16fca52023266570255c23e30cd770b3813bb5d75f879fe6b1609ea7c5'],
  [fetchModule, '9cb972647500104e7d616edcb4856119f4a716664b64bbb1ee96c8f4f0a83eb6'],
  [
    `${protocol}/requests/fetch/v4/decodeMessages.js`,
    'd9fede59bebf84ee15169d0ecc54df594a11722b6ba8d5db535ed1d8548d4fcc',
  ],
  [
    `${protocol}/recordBatch/v0/decoder.js`,
    '38cae7fc865f9bc51941353e1f6e9419227a8799ba4efb437199393a4eb94819',
  ],
  [
    `${protocol}/recordBatch/record/v0/decoder.js`,
    '86d740054c8be29b02873bf2871eb43ba5004af94324610541dbab2d9fabcc65',
  ],
  ['kafkajs/src/consumer/batch.js', '04ee8657247441599f200af5871ce6b3c4463abe941b97405502f8f5f683face'],
  [
    'kafkajs/src/consumer/filterAbortedMessages.js',
    '54ce50f2a41ee1686da8b73bf8b502c7dd07c9d7cb0a494cdb36a7fc536ced8e',
  ],
])('mends %s as it was read', (module, expected) => {
  expect(sourceSha256(module), 'kafkajs has changed: read how it reads what it fetched again').toBe(expected);
});

it('is what kafkajs reads version 11 with', () => {
  createKafka({ brokers: ['127.0.0.1:9'], clientId: 'spec' });
  expect((require(fetchModule) as FetchDecoder).decode).toBe(decodeFetchAnswer);
});

interface Encoder {
  readonly buffer: Buffer;
  readonly writeInt8: (value: number) => Encoder;
  readonly writeInt16: (value: number) => Encoder;
  readonly writeInt32: (value: number) => Encoder;
  readonly writeInt64: (value: string) => Encoder;
  readonly writeString: (value: string) => Encoder;
  readonly writeBuffer: (value: Buffer) => Encoder;
}
const Encoder = require(`${protocol}/encoder.js`) as new () => Encoder;

/** A batch as kafkajs writes it, and what the broker makes of it. */
interface StoredBatch {
  readonly messages: readonly Message[];
  readonly compression: number;
  readonly baseOffset: bigint;
  readonly flags: number;
}

const writeRecord = require(`${protocol}/recordBatch/record/v0/index.js`) as (record: object) => Encoder;
const { RecordBatch: writeBatch } = require(`${protocol}/recordBatch/v0/index.js`) as {
  RecordBatch: (batch: object) => Promise<Encoder>;
};

const writeMessageSet = require(`${protocol}/messageSet/index.js`) as (set: object) => Encoder;

const baseMs = 1_767_323_045_678;
const attributesAt = 21;

async function storedBatch({ messages, compression, baseOffset, flags }: StoredBatch): Promise<Buffer> {
  const records = messages.map((message, index) =>
    writeRecord({ ...message, offsetDelta: index * 2, timestampDelta: index * 70 - 100 }),
  );
  const times = { firstTimestamp: baseMs, maxTimestamp: baseMs + 9_999 };
  const encoded = await writeBatch({ compression, records, ...times, lastOffsetDelta: records.length - 1 });
  const bytes = Buffer.from(encoded.buffer);
  bytes.writeBigInt64BE(baseOffset, 0);
  bytes.writeInt16BE(bytes.readInt16BE(attributesAt) | flags, attributesAt);
  return bytes;
}

function fetchAnswer(topic: string, sets: readonly Buffer[]): Buffer {
  const answer = new Encoder().writeInt32(7).writeInt16(0).writeInt32(0).writeInt32(1);
  answer.writeString(topic).writeInt32(sets.length);
  sets.forEach((records, partition) => {
    answer.writeInt32(partition).writeInt16(0).writeInt64('99').writeInt64('98').writeInt64('1');
    answer.writeInt32(1).writeInt64('4711').writeInt64('12').writeInt32(-1);
    answer.writeInt32(records.length).writeBuffer(records);
  });
  return answer.buffer;
}

const kafkajsDecoder = (): FetchDecoder => loadedAnew(fetchModule) as FetchDecoder;

/** A header's value in ASCII is text here and bytes there. */
function asText(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.every((byte) => byte < 0x80) ? value.toString('latin1') : value;
  return Array.isArray(value) ? value.map(asText) : value;
}

interface Answered {
  readonly responses: readonly {
    readonly topicName: string;
    readonly partitions: readonly { readonly partition: number; readonly messages: readonly unknown[] }[];
  }[];
}

/** What kafkajs's consumer and its users look at. */
const plain = (answer: Answered) => ({
  ...answer,
  responses: answer.responses.map(({ topicName, partitions }) => ({
    topicName,
    partitions: partitions.map((partition) => ({
      ...partition,
      messages: (partition.messages as readonly SeenMessage[]).map((message) => ({
        ...{ key: message.key, value: message.value, offset: message.offset, timestamp: message.timestamp },
        headers: Object.entries(message.headers).map(([name, value]) => [name, asText(value)]),
        isControlRecord: message.isControlRecord,
        batch: [message.batchContext.producerId, message.batchContext.inTransaction],
      })),
    })),
  })),
});

interface SeenMessage {
  readonly key: unknown;
  readonly value: unknown;
  readonly offset: string;
  readonly timestamp: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly isControlRecord: boolean;
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean };
}

/** kafkajs cannot read a set that was cut off before it says its format. */
const readableBytes = (length: number): number => (length > 16 ? length : 0);

describe('an answer', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
  const either = fc.oneof(text, bytes);
  // kafkajs finds a value for a name that every object inherits (`valueOf`) before it has read one.
  const isReadByKafkajs = (candidate: string): boolean => !(candidate in {});
  const name = fc.oneof(text, fc.constantFrom('ce_id', 'ce_type')).filter(isReadByKafkajs);
  const message = fc.record({
    key: fc.option(either, { nil: null }),
    value: fc.option(either, { nil: null }),
    headers: fc.dictionary(name, fc.oneof(either, fc.array(either, { maxLength: 3 }))),
  });
  const batch: fc.Arbitrary<StoredBatch> = fc.record({
    messages: fc.array(message, { minLength: 1, maxLength: 12 }),
    compression: fc.constantFrom(0, 1),
    baseOffset: fc.bigInt({ min: 0n, max: 2n ** 52n }),
    flags: fc.constantFrom(0, 0x08, 0x10, 0x28, 0x38),
  });

  it('is read as kafkajs reads it, in whatever batches, and with the last one cut short', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(batch, { maxLength: 3 }), { maxLength: 3 }),
        fc.nat(200),
        async (partitions, cut) => {
          const whole = await Promise.all(
            partitions.map(async (batches) => Buffer.concat(await Promise.all(batches.map(storedBatch)))),
          );
          const answer = fetchAnswer(
            'topic',
            whole.map((records) => records.subarray(0, readableBytes(records.length - cut))),
          );
          expect(plain(await decodeFetchAnswer(answer))).toEqual(
            plain(await kafkajsDecoder().decode(answer)),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it('leaves out partitions that say nothing, and only those', async () => {
    const silent = { error: 0, aborted: 0, replica: -1, records: Buffer.alloc(0) };
    const messages = [{ key: 'key', value: 'value', headers: {} }];
    const records = await storedBatch({ messages, compression: 0, baseOffset: 0n, flags: 0 });
    const telling = [{ error: 3 }, { aborted: 1 }, { replica: 2 }, { records }];
    const partitions = [silent, ...telling.flatMap((one) => [{ ...silent, ...one }, silent])];
    const answer = new Encoder().writeInt32(0).writeInt16(0).writeInt32(0).writeInt32(1);
    answer.writeString('topic').writeInt32(partitions.length);
    for (const [partition, { error, aborted, replica, records: set }] of partitions.entries()) {
      answer.writeInt32(partition).writeInt16(error).writeInt64('9').writeInt64('8').writeInt64('1');
      answer.writeInt32(aborted);
      for (let each = 0; each < aborted; each += 1) answer.writeInt64('4711').writeInt64('12');
      answer.writeInt32(replica).writeInt32(set.length).writeBuffer(set);
    }
    const all = plain(await kafkajsDecoder().decode(answer.buffer));
    expect(plain(await decodeFetchAnswer(answer.buffer))).toEqual({
      ...all,
      responses: all.responses.map(({ topicName, partitions: read }) => ({
        topicName,
        partitions: read.filter(({ partition }) => partition % 2 === 1),
      })),
    });
  });

  it('is empty where the broker cut it off before it says its format', async () => {
    const messages = [{ key: 'key', value: 'value', headers: {} }];
    const records = await storedBatch({ messages, compression: 0, baseOffset: 0n, flags: 0 });
    const answer = fetchAnswer('topic', [records.subarray(0, 16)]);
    expect(await decodeFetchAnswer(answer)).toMatchObject({
      responses: [{ partitions: [{ messages: [] }] }],
    });
    await expect(kafkajsDecoder().decode(answer)).rejects.toThrow(RangeError);
  });

  it('is left to kafkajs where it holds the format before Kafka 0.11', async () => {
    const entries = [{ key: 'key', value: 'value', timestamp: 1_700_000_000_000 }];
    const records = writeMessageSet({ messageVersion: 1, compression: 0, entries }).buffer;
    const answer = fetchAnswer('topic', [records]);
    expect(await decodeFetchAnswer(answer)).toEqual(await kafkajsDecoder().decode(answer));
  });
});
