// The assigner as kafkajs takes it: members tell what they own, the leader decides by `assignSticky`.
//
// It also brings what kafkajs lacks: an awaited moment before a member gives up its partitions. Every join begins
// with a look-up of the group's coordinator, so a wrapper around that one call, installed where kafkajs hands the
// cluster to an assigner, is such a moment: what is complete is committed before another member may read it. The cluster
// also stands for the consumer where that is to wait long for its fetches.
import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';
import { z } from 'zod';
import { waitLongWhile } from '../client/patient-fetch.js';
import { assignSticky, type GroupMember, type TopicPartition } from './sticky-assignment.js';

export interface StickyAssignerOptions {
  /** What this member owns now. */
  readonly owned: () => readonly TopicPartition[];
  /** Awaited before each JoinGroup request; must not reject. */
  readonly beforeJoin: () => Promise<void>;
  /** Whether this member has nothing to do but to wait for records. */
  readonly isIdle: () => boolean;
}

interface ClusterWithCoordinator {
  findGroupCoordinator: (target: { groupId: string }) => Promise<unknown>;
}

const name = 'posthorn-sticky';
const version = 1;
const { MemberAssignment, MemberMetadata } = AssignerProtocol;
const ownedSchema = z.array(z.object({ topic: z.string(), partition: z.number().int() }));

export function stickyAssigner({ owned, beforeJoin, isIdle }: StickyAssignerOptions): PartitionAssigner {
  return ({ cluster }) => {
    awaitBeforeJoin(cluster, beforeJoin);
    waitLongWhile(cluster, isIdle);
    return {
      name,
      version,
      protocol: ({ topics }) => ({
        name,
        metadata: MemberMetadata.encode({ version, topics, userData: Buffer.from(JSON.stringify(owned())) }),
      }),
      assign: ({ members, topics }) => {
        const group = members.map(({ memberId, memberMetadata }) => toMember(memberId, memberMetadata));
        const partitions = topics.flatMap((topic) =>
          cluster
            .findTopicPartitionMetadata(topic)
            .map(({ partitionId }) => ({ topic, partition: partitionId })),
        );
        return Promise.resolve(
          [...assignSticky(group, partitions)].map(([memberId, share]) => ({
            memberId,
            memberAssignment: MemberAssignment.encode({
              version,
              assignment: byTopic(share),
              userData: Buffer.alloc(0),
            }),
          })),
        );
      },
    };
  };
}

function awaitBeforeJoin(cluster: ClusterWithCoordinator, beforeJoin: () => Promise<void>): void {
  const find = cluster.findGroupCoordinator.bind(cluster);
  cluster.findGroupCoordinator = async (target) => {
    await beforeJoin();
    return find(target);
  };
}

/** A member that tells nothing readable has owned nothing. */
function toMember(id: string, metadata: Buffer): GroupMember {
  const decoded = MemberMetadata.decode(metadata);
  const owned = ownedSchema.safeParse(parseJson(decoded?.userData));
  return { id, topics: decoded?.topics ?? [], owned: owned.data ?? [] };
}

function parseJson(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString() ?? '') as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function byTopic(partitions: readonly TopicPartition[]): Record<string, number[]> {
  const assignment: Record<string, number[]> = {};
  for (const { topic, partition } of partitions) (assignment[topic] ??= []).push(partition);
  return assignment;
}
