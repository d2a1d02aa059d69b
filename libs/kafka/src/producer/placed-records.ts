// Finds out where each record of a request was written: kafkajs answers with one base offset per partition, so the
// partition of every message is remembered when it is chosen, and stays the same when the request is retried.
import {
  Partitioners,
  type ICustomPartitioner,
  type Message,
  type RecordMetadata,
  type PartitionerArgs,
} from 'kafkajs';
import type { Appended, OutgoingRecord } from './outgoing-record.js';

export interface TopicMessages {
  readonly topic: string;
  readonly messages: Message[];
  /** In the order of `messages`. */
  readonly records: OutgoingRecord[];
}

export class RememberedPartitions {
  readonly #partitions = new WeakMap<Message, number>();

  readonly createPartitioner: ICustomPartitioner = () => {
    const choose = Partitioners.DefaultPartitioner();
    return (args: PartitionerArgs) => {
      const partition = this.#partitions.get(args.message) ?? choose(args);
      this.#partitions.set(args.message, partition);
      return partition;
    };
  };

  of(message: Message): number | undefined {
    return this.#partitions.get(message);
  }
}

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

const toMessage = (record: OutgoingRecord): Message => ({
  key: record.key,
  value: record.value,
  ...(record.headers === undefined ? {} : { headers: { ...record.headers } }),
  ...(record.partition === undefined ? {} : { partition: record.partition }),
});

/** The place of each record: base offset of its partition, plus its index there. */
export function placesOf(
  groups: readonly TopicMessages[],
  answers: readonly RecordMetadata[],
  partitions: RememberedPartitions,
): ReadonlyMap<OutgoingRecord, Appended> {
  const next = new Map(
    answers.map((answer) => [`${answer.topicName}/${answer.partition}`, nextPlace(answer)]),
  );
  const places = new Map<OutgoingRecord, Appended>();
  for (const { topic, messages, records } of groups) {
    messages.forEach((message, index) => {
      const place = next.get(`${topic}/${partitions.of(message) ?? -1}`)?.();
      const record = records[index];
      if (place !== undefined && record !== undefined) places.set(record, place);
    });
  }
  return places;
}

/** `topic/partition` that kafkajs chose for each record; without a partition where it did not come so far. */
export function partitionsOf(
  groups: readonly TopicMessages[],
  partitions: RememberedPartitions,
): ReadonlyMap<OutgoingRecord, string> {
  const names = new Map<OutgoingRecord, string>();
  for (const { topic, messages, records } of groups) {
    messages.forEach((message, index) => {
      const record = records[index];
      if (record !== undefined) names.set(record, `${topic}/${partitions.of(message) ?? ''}`);
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
