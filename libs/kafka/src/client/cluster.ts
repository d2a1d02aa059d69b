// kafkajs's own view of the brokers, for questions that its admin client asks with three requests each: that one reads
// the metadata anew before every call. kafkajs hands a cluster to assigners only, so a consumer is made that never runs.
import { AssignerProtocol, type Cluster, type Kafka } from 'kafkajs';

/** Of a group that is never joined. */
const name = 'none';

/** Not connected yet. What fails with it is not to be trusted again: it keeps the metadata that it has. */
export function makeCluster(kafka: Kafka): Cluster {
  let made: Cluster | undefined;
  kafka.consumer({
    ...{ groupId: name, allowAutoTopicCreation: false },
    partitionAssigners: [
      ({ cluster }) => {
        made = cluster;
        return {
          ...{ name, version: 0, assign: () => Promise.resolve([]) },
          protocol: ({ topics }) => ({
            name,
            metadata: AssignerProtocol.MemberMetadata.encode({
              version: 0,
              topics,
              userData: Buffer.alloc(0),
            }),
          }),
        };
      },
    ],
  });
  if (made === undefined) throw new Error('kafkajs has handed no cluster to the assigner');
  return made;
}
