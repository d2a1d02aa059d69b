// Writes the body of a fetch request (version 11), into a buffer of exactly its size.

export interface FetchedTopic {
  readonly topic: string;
  readonly partitions: readonly {
    readonly partition: number;
    /** Decimal text. */
    readonly fetchOffset: string;
    readonly maxBytes: number;
  }[];
}

export interface FetchFacts {
  /** How long the broker may wait for the first record, ms. */
  readonly maxWaitTime: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly topics: readonly FetchedTopic[];
  readonly rackId?: string;
}

/** A consumer, and no replica. */
const noReplica = -1;
const readCommitted = 1;
/** Neither in a fetch session nor to begin one. */
const [noSession, noSessionEpoch] = [0, -1];
const notKnown = -1;
/** From the replica to the session's epoch, and the number of topics. */
const headBytes = 4 + 4 + 4 + 4 + 1 + 4 + 4 + 4;
const partitionBytes = 4 + 4 + 8 + 8 + 4;

export function writeFetchRequest({ topics, rackId = '', ...facts }: FetchFacts): Buffer {
  const rackBytes = Buffer.byteLength(rackId);
  const bytes = Buffer.allocUnsafe(
    topics.reduce((sum, topic) => sum + topicBytes(topic), headBytes) + 4 + 2 + rackBytes,
  );
  let end = bytes.writeInt32BE(noReplica, 0);
  end = bytes.writeInt32BE(facts.maxWaitTime, end);
  end = bytes.writeInt32BE(facts.minBytes, end);
  end = bytes.writeInt32BE(facts.maxBytes, end);
  end = bytes.writeInt8(readCommitted, end);
  end = bytes.writeInt32BE(noSession, end);
  end = bytes.writeInt32BE(noSessionEpoch, end);
  end = bytes.writeInt32BE(topics.length, end);
  for (const topic of topics) end = writeTopic(bytes, topic, end);
  // No topic is forgotten.
  end = bytes.writeInt32BE(0, end);
  end = bytes.writeInt16BE(rackBytes, end);
  bytes.write(rackId, end);
  return bytes;
}

const topicBytes = ({ topic, partitions }: FetchedTopic): number =>
  2 + Buffer.byteLength(topic) + 4 + partitions.length * partitionBytes;

function writeTopic(bytes: Buffer, { topic, partitions }: FetchedTopic, at: number): number {
  let end = at + 2 + bytes.write(topic, at + 2);
  bytes.writeInt16BE(end - at - 2, at);
  end = bytes.writeInt32BE(partitions.length, end);
  for (const { partition, fetchOffset, maxBytes } of partitions) {
    end = bytes.writeInt32BE(partition, end);
    end = bytes.writeInt32BE(notKnown, end);
    end = bytes.writeBigInt64BE(BigInt(fetchOffset), end);
    end = bytes.writeBigInt64BE(BigInt(notKnown), end);
    end = bytes.writeInt32BE(maxBytes, end);
  }
  return end;
}
