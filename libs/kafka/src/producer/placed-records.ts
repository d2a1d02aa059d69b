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
  const ends = new Map<string, PartitionEnd>();
  for (const answer of answers) ends.set(`${answer.topicName}/${answer.partition}`, new PartitionEnd(answer));
  const places = new Map<OutgoingRecord, Appended>();
  for (const { topic, messages, records } of groups) {
    for (const [index, record] of records.entries()) {
      const end = ends.get(`${topic}/${messages[index]?.partition ?? -1}`);
      if (end !== undefined) places.set(record, end.next());
    }
  }
  return places;
}

/** `topic/partition` that kafkajs chose for each record; without a partition where it did not come so far. */
export function partitionsOf(groups: readonly TopicMessages[]): ReadonlyMap<OutgoingRecord, string> {
  const names = new Map<OutgoingRecord, string>();
  for (const { topic, messages, records } of groups) {
    for (const [index, record] of records.entries())
      names.set(record, `${topic}/${messages[index]?.partition ?? ''}`);
  }
  return names;
}

/** Where a request's records stand in one partition, one after the other. */
class PartitionEnd {
  readonly #answer: RecordMetadata;
  readonly #appendedAtMs: number;
  #offset: bigint;

  constructor(answer: RecordMetadata) {
    this.#answer = answer;
    this.#appendedAtMs = Number(answer.logAppendTime ?? -1);
    this.#offset = BigInt(answer.baseOffset ?? answer.offset ?? '-1');
  }

  next(): Appended {
    const { topicName: topic, partition } = this.#answer;
    const offset = String(this.#offset);
    this.#offset += 1n;
    return { topic, partition, offset, appendedAtMs: this.#appendedAtMs };
  }
}
