// Writes the body of a produce request (versions 3 to 7), uncompressed and neither idempotent nor transactional.
import type { Message } from 'kafkajs';
import { RecordBatch } from './record-batch-writer.js';

export interface TopicData {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly messages: readonly Message[] }[];
}

export interface ProduceFacts {
  readonly acks: number;
  /** How long the broker may wait for the acknowledgements, ms. */
  readonly timeout: number;
  readonly topicData: readonly TopicData[];
}

const noTransactionalId = -1;
const headBytes = 2 + 2 + 4 + 4;

export function writeProduceRequest({ acks, timeout, topicData }: ProduceFacts, nowMs: number): Buffer {
  const topics = topicData.map(({ topic, partitions }) => ({
    name: Buffer.from(topic),
    batches: partitions.map(({ partition, messages }) => ({
      partition,
      batch: new RecordBatch(messages, nowMs),
    })),
  }));
  const bytes = Buffer.allocUnsafe(topics.reduce((sum, topic) => sum + topicBytes(topic), headBytes));
  let end = bytes.writeInt16BE(noTransactionalId, 0);
  end = bytes.writeInt16BE(acks, end);
  end = bytes.writeInt32BE(timeout, end);
  end = bytes.writeInt32BE(topics.length, end);
  for (const topic of topics) end = writeTopic(bytes, topic, end);
  return bytes;
}

interface TopicBatches {
  readonly name: Buffer;
  readonly batches: readonly { readonly partition: number; readonly batch: RecordBatch }[];
}

const topicBytes = ({ name, batches }: TopicBatches): number =>
  batches.reduce((sum, { batch }) => sum + 8 + batch.bytes, 2 + name.length + 4);

function writeTopic(bytes: Buffer, { name, batches }: TopicBatches, at: number): number {
  let end = bytes.writeInt16BE(name.length, at);
  end += name.copy(bytes, end);
  end = bytes.writeInt32BE(batches.length, end);
  for (const { partition, batch } of batches) {
    end = bytes.writeInt32BE(partition, end);
    end = batch.write(bytes, bytes.writeInt32BE(batch.bytes, end));
  }
  return end;
}
