// Mends one thing in kafkajs 2.2.4: its encoder of produce requests makes a dozen buffers for each record, which is
// most of what an attempt record costs. The requests that Posthorn makes are written by `libs/kafka/src/wire`; any
// other goes kafkajs's own way. `quick-produce.spec.ts` holds both against each other, and fails when kafkajs changes.
import { createRequire } from 'node:module';
import type { Message } from 'kafkajs';
import { writeProduceRequest, type ProduceFacts } from '../wire/produce-request.js';

export interface ProduceOptions extends ProduceFacts {
  readonly compression?: number;
  readonly transactionalId?: string | null;
  readonly producerId?: unknown;
}

/** The parts of kafkajs's Encoder that its request frame reads. */
export interface Encoded {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

export interface ProduceRequest {
  encode(): Promise<Encoded>;
}

export type MakeProduceRequest = (options: ProduceOptions) => ProduceRequest;

/** The version that kafkajs and every broker since Kafka 2.0 agree on; kafkajs looks it up for each request. */
export const produceModule = 'kafkajs/src/protocol/requests/produce/v7/request.js';

const require = createRequire(import.meta.url);

/** kafkajs's own, whether or not it was mended. */
const makeOriginal = require(produceModule) as MakeProduceRequest;

/** Idempotent. */
export function writeProduceRequestsQuickly(): void {
  const loaded = require.cache[require.resolve(produceModule)];
  if (loaded !== undefined) loaded.exports = makeProduceRequest;
}

export const makeProduceRequest: MakeProduceRequest = (options) => {
  const request = makeOriginal(options);
  if (!isPlain(options)) return request;
  return {
    ...request,
    encode: () => {
      const bytes = writeProduceRequest(options, Date.now());
      return Promise.resolve({ buf: bytes, buffer: bytes });
    },
  };
};

/** Uncompressed, outside transactions, not idempotent, and the time of no record is given. */
const isPlain = ({ compression = 0, transactionalId, producerId = -1, topicData }: ProduceOptions): boolean =>
  compression === 0 &&
  (transactionalId ?? undefined) === undefined &&
  producerId === -1 &&
  topicData.every(({ partitions }) => partitions.every(({ messages }) => messages.every(hasNoTime)));

const hasNoTime = ({ timestamp }: Message): boolean => timestamp === undefined;
