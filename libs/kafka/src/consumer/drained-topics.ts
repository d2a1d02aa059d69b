// Which topics a consumer group has wholly behind it: nothing waits in them.
import type { Cluster, Kafka } from 'kafkajs';
import { makeCluster } from '../client/cluster.js';
import { askTopicIds, type TopicIds } from '../client/topic-ids.js';
import type { CommittableOffset } from '../progress/partition-progress.js';
import { fetchCommitted, fetchLogRanges, partitionKey } from './committed-offsets.js';
import { areOtherTopics, topicIdOf, type PresentLog } from './starting-point.js';

/**
 * Those of `topics` whose every record the group has committed. Rejects when a broker does not answer, or does not have one
 * of them. The ids are asked for last: the records that were counted are not those of a topic that was made anew since.
 */
export async function drainedTopics(
  kafka: Kafka,
  groupId: string,
  topics: readonly string[],
): Promise<readonly string[]> {
  const admin = kafka.admin();
  const cluster = makeCluster(kafka);
  try {
    await Promise.all([admin.connect(), cluster.connect()]);
    const committed = await fetchCommitted(admin, groupId, topics);
    const ranges = await fetchLogRanges(admin, topics);
    const ids = await askAllBrokers(cluster, topics);
    return topics.filter((topic) =>
      cluster.findTopicPartitionMetadata(topic).every(({ partitionId }) => {
        const key = partitionKey(topic, partitionId);
        const range = ranges.get(key);
        const topicId = ids?.get(topic);
        if (range === undefined || (ids !== undefined && topicId === undefined)) return false;
        return isDrained({ ...range, topicId }, committed.get(key));
      }),
    );
  } finally {
    await Promise.all([admin.disconnect(), cluster.disconnect()]);
  }
}

/** Whether nothing waits in the log. What was committed for a former topic of that name says nothing of this one. */
export function isDrained(log: PresentLog, committed: CommittableOffset | undefined): boolean {
  if (log.high === log.low) return true;
  if (committed === undefined || areOtherTopics(topicIdOf(committed), log.topicId)) return false;
  return committed.offset >= log.high;
}

async function askAllBrokers(cluster: Cluster, topics: readonly string[]): Promise<TopicIds | undefined> {
  await cluster.addMultipleTargetTopics([...topics]);
  for (const nodeId of cluster.getNodeIds()) await cluster.findBroker({ nodeId: String(nodeId) });
  return askTopicIds(cluster, topics);
}
