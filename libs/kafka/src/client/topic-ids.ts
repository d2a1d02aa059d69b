// The ids that Kafka has given to topics: a topic that is made anew under the same name has another one. kafkajs knows
// none, so the request is our own, over a connection that kafkajs has.
import type { Cluster } from 'kafkajs';
import type { Encoded } from './mended-request.js';
import {
  noTopicId,
  readTopicIdsAnswer,
  topicIdsApi,
  writeTopicIdsRequest,
  type TopicIdsAnswer,
} from '../wire/topic-ids-request.js';

/** The parts of kafkajs's Cluster that are used here, and not in its types. */
interface ClusterInternals {
  readonly brokerPool: { findConnectedBroker(): Promise<ConnectedBroker> };
}

interface ConnectedBroker {
  /** By the key of the API. */
  readonly versions: Readonly<Record<number, { readonly maxVersion: number } | undefined>>;
  readonly connectionPool: {
    send(exchange: object): Promise<TopicIdsAnswer>;
  };
}

/** By topic; a topic that is not there has none. */
export type TopicIds = ReadonlyMap<string, string>;

/** `undefined`: the brokers know no ids (before Kafka 2.8, or not told to yet). Rejects when none answers. */
export async function askTopicIds(
  cluster: Cluster,
  topics: readonly string[],
): Promise<TopicIds | undefined> {
  const { brokerPool } = cluster as unknown as ClusterInternals;
  const { versions, connectionPool } = await brokerPool.findConnectedBroker();
  const { apiKey, apiVersion } = topicIdsApi;
  if ((versions[apiKey]?.maxVersion ?? 0) < apiVersion) return undefined;
  const answer = await connectionPool.send({
    request: { ...topicIdsApi, encode: () => Promise.resolve(encoded(writeTopicIdsRequest(topics))) },
    response: {
      decode: (bytes: Buffer) => Promise.resolve(decoded(bytes)),
      parse: (answered: TopicIdsAnswer) => Promise.resolve(answered),
    },
  });
  const present = answer.topics.filter(({ errorCode }) => errorCode === 0);
  if (present.some(({ topicId }) => topicId === noTopicId)) return undefined;
  return new Map(present.map(({ name, topicId }) => [name, topicId]));
}

const encoded = (bytes: Buffer): Encoded => ({ buf: bytes, buffer: bytes });

/** kafkajs keeps to the time for which the broker asks to be left alone. */
function decoded(bytes: Buffer): TopicIdsAnswer & { readonly clientSideThrottleTime: number } {
  const answer = readTopicIdsAnswer(bytes);
  return { ...answer, clientSideThrottleTime: answer.throttleMs };
}
