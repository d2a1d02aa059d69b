// Mends one thing in kafkajs 2.2.4: its encoder of fetch requests makes several buffers for each partition, and a
// consumer asks for all of its partitions in each fetch. The requests that kafkajs's consumer makes are written by
// `libs/kafka/src/wire`; any other goes kafkajs's own way. `quick-fetch-request.spec.ts` holds both against each other.
import { createRequire } from 'node:module';
import { writeFetchRequest, type FetchFacts } from '../wire/fetch-request.js';
import type { Encoded } from './quick-produce.js';

export interface FetchOptions extends FetchFacts {
  readonly replicaId: number;
  readonly isolationLevel?: number;
  readonly sessionId?: number;
  readonly sessionEpoch?: number;
  readonly forgottenTopics?: readonly unknown[];
}

interface FetchRequest {
  encode(): Promise<Encoded>;
}

export type MakeFetchRequest = (options: FetchOptions) => FetchRequest;

/** The version that kafkajs and every broker since Kafka 2.3 agree on; kafkajs looks it up for each request. */
export const fetchRequestModule = 'kafkajs/src/protocol/requests/fetch/v11/request.js';

const require = createRequire(import.meta.url);

/** kafkajs's own, whether or not it was mended. */
const makeOriginal = require(fetchRequestModule) as MakeFetchRequest;

/** Idempotent. */
export function writeFetchRequestsQuickly(): void {
  const loaded = require.cache[require.resolve(fetchRequestModule)];
  if (loaded !== undefined) loaded.exports = makeFetchRequest;
}

export const makeFetchRequest: MakeFetchRequest = (options) => {
  const request = makeOriginal(options);
  if (!isPlain(options)) return request;
  return {
    ...request,
    encode: () => {
      const bytes = writeFetchRequest(options);
      return Promise.resolve({ buf: bytes, buffer: bytes });
    },
  };
};

/** A consumer's, that reads what is committed, outside a fetch session. */
const isPlain = (options: FetchOptions): boolean => {
  const { replicaId, isolationLevel = 1, sessionId = 0, sessionEpoch = -1, forgottenTopics = [] } = options;
  return (
    replicaId === -1 &&
    isolationLevel === 1 &&
    sessionId === 0 &&
    sessionEpoch === -1 &&
    forgottenTopics.length === 0
  );
};
