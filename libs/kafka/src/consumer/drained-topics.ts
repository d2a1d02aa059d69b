// Which topics a consumer group has wholly behind it: nothing waits in them.
import type { Cluster, Kafka } from 'kafkajs';
import { makeCluster } from '../client/cluster.js';
import { askTopicIds, type TopicIds } from '../client/topic-ids.js';
import type { CommittableOffset } from '../progress/partition-progress.js';
import { fetchCommitted, fetchLogRanges, partitionKey, presentLog } from './committed-offsets.js';
import { decideStart, type PresentLog } from './starting-point.js';

/**
 * Those of `topics` whose every record the group has committed. Rejects when a broker does not answer, or does not have one
 * of them. The ids are asked for last: when a topic is made anew between the questions, its id is not that of the commits.
 */
export async function drainedTopics(
  kafka: Kafka,
  groupId: string,
  topics: readonly string[],
): Promise<readonly string[]> {
  const admin = kafka.admin();
  const cluster = makeCluster(kafka);
  try {
    await admin.connect();
    const committed = await fetchCommitted(admin, groupId, topics);
    const ranges = await fetchLogRanges(admin, topics);
    const ids = await askAllBrokers(cluster, topics);
    return topics.filter((topic) => {
      const partitions = cluster.findTopicPartitionMetadata(topic);
      const areDrained = partitions.every(({ partitionId }) => {
        const key = partitionKey(topic, partitionId);
        const log = presentLog(ranges.get(key), topic, ids);
        return log !== undefined && isDrained(log, committed.get(key));
      });
      return partitions.length > 0 && areDrained;
    });
  } finally {
    await Promise.all([admin.disconnect(), cluster.disconnect()]);
  }
}

/** Whether a consumer that begins now would find nothing to read. */
export function isDrained(log: PresentLog, committed: CommittableOffset | undefined): boolean {
  const start = decideStart({ own: undefined, committed, log });
  return start.kind !== 'keep' && start.at.offset === log.high;
}

async function askAllBrokers(cluster: Cluster, topics: readonly string[]): Promise<TopicIds | undefined> {
  await cluster.connect();
  await cluster.addMultipleTargetTopics([...topics]);
  for (const nodeId of cluster.getNodeIds()) await cluster.findBroker({ nodeId: String(nodeId) });
  return askTopicIds(cluster, topics);
}
