// Which topics a consumer group has wholly behind it: nothing waits in them.
import type { Kafka } from 'kafkajs';

/** Those of `topics` whose every record the group has committed. Rejects when no broker answers. */
export async function drainedTopics(
  kafka: Kafka,
  groupId: string,
  topics: readonly string[],
): Promise<readonly string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
    const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
    return topics.filter((topic, index) => {
      const offsets = committed.find((each) => each.topic === topic)?.partitions ?? [];
      return (ends[index] ?? []).every(({ partition, low, high }) => {
        const next = offsets.find((each) => each.partition === partition)?.offset ?? low;
        return BigInt(high) === BigInt(low) || BigInt(next) >= BigInt(high);
      });
    });
  } finally {
    await admin.disconnect();
  }
}
