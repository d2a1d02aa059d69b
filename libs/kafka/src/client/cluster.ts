// kafkajs's own view of the brokers, with its connections: for questions that its admin client asks with three requests each,
// since that one reads the metadata anew before every call, and for those that kafkajs does not know. kafkajs hands a
// cluster to assigners only.
import {
  AssignerProtocol,
  type Cluster,
  type Consumer,
  type ConsumerConfig,
  type Kafka,
  type PartitionAssigner,
} from 'kafkajs';

export interface ConsumerWithCluster {
  readonly consumer: Consumer;
  readonly cluster: Cluster;
}

/** Not connected yet. */
export function consumerWithCluster(
  kafka: Kafka,
  assigner: PartitionAssigner,
  config: ConsumerConfig,
): ConsumerWithCluster {
  let cluster: Cluster | undefined;
  const noting: PartitionAssigner = (given) => {
    ({ cluster } = given);
    return assigner(given);
  };
  const consumer = kafka.consumer({ ...config, partitionAssigners: [noting] });
  if (cluster === undefined) throw new Error('kafkajs has handed no cluster to the assigner');
  return { consumer, cluster };
}

/** Of a group that is never joined. */
const name = 'none';

const neverAsked: PartitionAssigner = () => ({
  ...{ name, version: 0, assign: () => Promise.resolve([]) },
  protocol: ({ topics }) => ({
    name,
    metadata: AssignerProtocol.MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }),
  }),
});

/** Not connected yet. What fails with it is not to be trusted again: it keeps the metadata that it has. */
export const makeCluster = (kafka: Kafka): Cluster =>
  consumerWithCluster(kafka, neverAsked, { groupId: name, allowAutoTopicCreation: false }).cluster;
