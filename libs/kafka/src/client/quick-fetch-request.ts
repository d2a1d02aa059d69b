// Mends one thing in kafkajs 2.2.4: its encoder of fetch requests makes several buffers for each partition, and a
// consumer asks for all of its partitions in each fetch. The requests that kafkajs's consumer makes are written by
// `libs/kafka/src/wire`; any other goes kafkajs's own way. `quick-fetch-request.spec.ts` holds both against each other.
import { writeFetchRequest, type FetchFacts } from '../wire/fetch-request.js';
import { mendedRequest, requestModule } from './mended-request.js';

export interface FetchOptions extends FetchFacts {
  readonly replicaId: number;
  readonly isolationLevel?: number;
  readonly sessionId?: number;
  readonly sessionEpoch?: number;
  readonly forgottenTopics?: readonly unknown[];
}

/** The version that kafkajs and every broker since Kafka 2.3 agree on. */
const version = 11;
const folder = 'kafkajs/src/protocol/requests/fetch';
export const fetchRequestModule = requestModule(folder, version);

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

export const { make: makeFetchRequest, mend: writeFetchRequestsQuickly } = mendedRequest<FetchOptions>({
  ...{ folder, version },
  isPlain,
  write: writeFetchRequest,
});
