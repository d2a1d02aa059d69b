// Mends one thing in kafkajs 2.2.4: its encoder of produce requests makes a dozen buffers for each record, which is
// most of what an attempt record costs. The requests that Posthorn makes are written by `libs/kafka/src/wire`; any
// other goes kafkajs's own way. `quick-produce.spec.ts` holds both against each other, and fails when kafkajs changes.
import type { Message } from 'kafkajs';
import { writeProduceRequest, type ProduceFacts } from '../wire/produce-request.js';
import { mendedRequest, requestModule } from './mended-request.js';

export interface ProduceOptions extends ProduceFacts {
  readonly compression?: number;
  readonly transactionalId?: string | null;
  readonly producerId?: unknown;
}

/** The version that kafkajs and every broker since Kafka 2.0 agree on. */
const version = 7;
const folder = 'kafkajs/src/protocol/requests/produce';
export const produceModule = requestModule(folder, version);

/** Uncompressed, outside transactions, not idempotent, and the time of no record is given. */
const isPlain = ({ compression = 0, transactionalId, producerId = -1, topicData }: ProduceOptions): boolean =>
  compression === 0 &&
  (transactionalId ?? undefined) === undefined &&
  producerId === -1 &&
  topicData.every(({ partitions }) => partitions.every(({ messages }) => messages.every(hasNoTime)));

const hasNoTime = ({ timestamp }: Message): boolean => timestamp === undefined;

export const { make: makeProduceRequest, mend: writeProduceRequestsQuickly } = mendedRequest<ProduceOptions>({
  ...{ folder, version },
  isPlain,
  write: (options) => writeProduceRequest(options, Date.now()),
});
