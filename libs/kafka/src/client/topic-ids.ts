// The ids that Kafka has given to topics: a topic that is made anew under the same name has another one. kafkajs knows
// none, so the request is our own, over the connections that kafkajs has.
import type { Cluster } from 'kafkajs';
import {
  noTopicId,
  readTopicIdsAnswer,
  topicIdsApi,
  writeTopicIdsRequest,
  type TopicIdsAnswer,
} from '../wire/topic-ids-request.js';
import type { Encoded } from './mended-request.js';

/** The parts of kafkajs's Cluster that are used here, and not in its types. */
interface ClusterInternals {
  readonly brokerPool: { readonly brokers: Readonly<Record<string, Broker>> };
}

interface Broker {
  isConnected(): boolean;
  /** By the key of the API; what kafkajs learnt from the first broker. */
  readonly versions: Readonly<Record<number, { readonly maxVersion: number } | undefined>> | null;
  readonly connectionPool: {
    send(exchange: object): Promise<TopicIdsAnswer>;
  };
}

/** By topic; a topic that is not there, or about which brokers do not agree, has none. */
export type TopicIds = ReadonlyMap<string, string>;

/**
 * What all brokers say that `cluster` is connected to: each learns of a topic in its own time, and records come from one that
 * may still have the former. `undefined`: one knows no ids (before Kafka 2.8, or not told to yet). Rejects when none is
 * connected, and when one does not answer. Connects to none.
 */
export async function askTopicIds(
  cluster: Cluster,
  topics: readonly string[],
): Promise<TopicIds | undefined> {
  const { brokers } = (cluster as unknown as ClusterInternals).brokerPool;
  const connected = Object.values(brokers).filter((broker) => broker.isConnected());
  const answers = await Promise.all(connected.map((broker) => ask(broker, topics)));
  const [first, ...others] = answers;
  if (answers.length === 0)
    throw new Error('no broker is connected that could be asked for the ids of topics');
  if (first === undefined || others.some((each) => each === undefined)) return undefined;
  return new Map([...first].filter(([topic, id]) => others.every((each) => each?.get(topic) === id)));
}

async function ask(
  { versions, connectionPool }: Broker,
  topics: readonly string[],
): Promise<TopicIds | undefined> {
  const { apiKey, apiVersion } = topicIdsApi;
  const known = versions?.[apiKey];
  if (known === undefined || known.maxVersion < apiVersion) return undefined;
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
