// kafkajs has no awaited moment before a member gives up its partitions. Every join begins with a look-up of the
// group's coordinator, so a wrapper around that one call, installed where kafkajs hands the cluster to an assigner,
// is such a moment: what is complete is committed before another member may read it.
import { PartitionAssigners, type PartitionAssigner } from 'kafkajs';

type BeforeJoin = () => Promise<void>;

interface ClusterWithCoordinator {
  findGroupCoordinator: (target: { groupId: string }) => Promise<unknown>;
}

/** Round robin, with `beforeJoin` awaited before each JoinGroup request; it must not reject. */
export function joinHookAssigner(beforeJoin: BeforeJoin): PartitionAssigner {
  return (config) => {
    const cluster = config.cluster as unknown as ClusterWithCoordinator;
    const find = cluster.findGroupCoordinator.bind(cluster);
    cluster.findGroupCoordinator = async (target) => {
      await beforeJoin();
      return find(target);
    };
    return PartitionAssigners.roundRobin(config);
  };
}
