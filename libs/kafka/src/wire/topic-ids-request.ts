// Asks a broker for the ids of topics: a metadata request of the first version that tells them (10, Kafka 2.8; KIP-516).
// From version 9 on the heads of request and answer end with tagged fields, which kafkajs leaves to the body.
import { ByteReader } from './byte-reader.js';

export const topicIdsApi = { apiKey: 3, apiVersion: 10, apiName: 'Metadata' } as const;

export interface AnsweredTopic {
  /** Kafka's; 0: none. */
  readonly errorCode: number;
  readonly name: string;
  /** As Kafka's tools write it: 16 bytes in base64url. */
  readonly topicId: string;
}

export interface TopicIdsAnswer {
  /** How long the broker asks to be left alone, ms. */
  readonly throttleMs: number;
  readonly topics: readonly AnsweredTopic[];
}

const topicIdBytes = 16;
/** Of a topic from a time without ids. */
export const noTopicId = Buffer.alloc(topicIdBytes).toString('base64url');
const [no, noTaggedFields] = [0, 0];

export function writeTopicIdsRequest(topics: readonly string[]): Buffer {
  return Buffer.concat([
    Buffer.from([noTaggedFields]),
    uvarInt(topics.length + 1),
    ...topics.flatMap((topic) => {
      const name = Buffer.from(topic);
      return [Buffer.alloc(topicIdBytes), uvarInt(name.length + 1), name, Buffer.from([noTaggedFields])];
    }),
    // Neither is a topic made, nor are permissions asked for.
    Buffer.from([no, no, no, noTaggedFields]),
  ]);
}

function uvarInt(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

export function readTopicIdsAnswer(bytes: Buffer): TopicIdsAnswer {
  const reader = new ByteReader(bytes);
  reader.skipTaggedFields();
  const throttleMs = reader.int32();
  reader.compactArray(() => {
    skipBroker(reader);
  });
  reader.compactString();
  const controllerIdBytes = 4;
  reader.skip(controllerIdBytes);
  return { throttleMs, topics: reader.compactArray(() => readTopic(reader)) };
}

function skipBroker(reader: ByteReader): void {
  const [nodeIdBytes, portBytes] = [4, 4];
  reader.skip(nodeIdBytes);
  reader.compactString();
  reader.skip(portBytes);
  reader.compactString();
  reader.skipTaggedFields();
}

function readTopic(reader: ByteReader): AnsweredTopic {
  const [isInternalBytes, operationsBytes] = [1, 4];
  const errorCode = reader.int16();
  const name = reader.compactString();
  const topicId = reader.bytes.toString('base64url', reader.position, reader.position + topicIdBytes);
  reader.skip(topicIdBytes + isInternalBytes);
  reader.compactArray(() => {
    skipPartition(reader);
  });
  reader.skip(operationsBytes);
  reader.skipTaggedFields();
  return { errorCode, name, topicId };
}

function skipPartition(reader: ByteReader): void {
  const [errorAndPlaceBytes, nodeIdBytes] = [2 + 4 + 4 + 4, 4];
  reader.skip(errorAndPlaceBytes);
  for (const _replicas of ['all', 'in sync', 'offline'])
    reader.compactArray(() => {
      reader.skip(nodeIdBytes);
    });
  reader.skipTaggedFields();
}
