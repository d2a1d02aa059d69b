// Finds out where each record of a request was written: kafkajs answers with one base offset per partition, so the
// partition of every message is remembered when it is chosen.
import {
  Partitioners,
  type ICustomPartitioner,
  type Message,
  type RecordMetadata,
  type PartitionerArgs,
} from 'kafkajs';
import { partitionOfKey } from './key-hash.js';
import type { Appended, OutgoingRecord } from './outgoing-record.js';

export interface TopicMessages {
  readonly topic: string;
  readonly messages: Message[];
  /** In the order of `messages`. */
  readonly records: OutgoingRecord[];
}

/**
 * As Kafka's own clients: by the hash of the key, in turn without one. What was chosen is written into the message:
 * there it is found when the request is tried again, and when its answer comes.
 */
export const rememberingPartitioner: ICustomPartitioner = () => {
  const inTurn = Partitioners.DefaultPartitioner();
  return (args: PartitionerArgs) => {
    const { message, partitionMetadata } = args;
    message.partition ??= Buffer.isBuffer(message.key)
      ? partitionOfKey(message.key, partitionMetadata.length)
      : inTurn(args);
    return message.partition;
  };
};

/** The records as kafkajs wants them, in their order. */
export function groupByTopic(records: readonly OutgoingRecord[]): readonly TopicMessages[] {
  const byTopic = new Map<string, TopicMessages>();
  for (const record of records) {
    const group = byTopic.get(record.topic) ?? { topic: record.topic, messages: [], records: [] };
    byTopic.set(record.topic, group);
    group.messages.push(toMessage(record));
    group.records.push(record);
  }
  return [...byTopic.values()];
}

function toMessage(record: OutgoingRecord): Message {
  const key = record.key === null ? null : Buffer.from(record.key);
  const message: Message = { key, value: record.value };
  if (record.headers !== undefined) message.headers = record.headers;
  if (record.partition !== undefined) message.partition = record.partition;
  return message;
}

/** The place of each record: base offset of its partition, plus its index there. */
export function placesOf(
  groups: readonly TopicMessages[],
  answers: readonly RecordMetadata[],
): ReadonlyMap<OutgoingRecord, Appended> {
  const next = new Map(
    answers.map((answer) => [`${answer.topicName}/${answer.partition}`, nextPlace(answer)]),
  );
  const places = new Map<OutgoingRecord, Appended>();
  for (const { topic, messages, records } of groups) {
    messages.forEach((message, index) => {
      const place = next.get(`${topic}/${message.partition ?? -1}`)?.();
      const record = records[index];
      if (place !== undefined && record !== undefined) places.set(record, place);
    });
  }
  return places;
}

/** `topic/partition` that kafkajs chose for each record; without a partition where it did not come so far. */
export function partitionsOf(groups: readonly TopicMessages[]): ReadonlyMap<OutgoingRecord, string> {
  const names = new Map<OutgoingRecord, string>();
  for (const { topic, messages, records } of groups) {
    messages.forEach((message, index) => {
      const record = records[index];
      if (record !== undefined) names.set(record, `${topic}/${message.partition ?? ''}`);
    });
  }
  return names;
}

function nextPlace(answer: RecordMetadata): () => Appended {
  let offset = BigInt(answer.baseOffset ?? answer.offset ?? '-1');
  const appendedAtMs = Number(answer.logAppendTime ?? -1);
  return () => {
    const place = {
      topic: answer.topicName,
      partition: answer.partition,
      offset: String(offset),
      appendedAtMs,
    };
    offset += 1n;
    return place;
  };
}
