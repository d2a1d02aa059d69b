// The settings of kafkajs's consumers. Their reasons stand in docs/architecture.md.
import type { ConsumerConfig, PartitionAssigner } from 'kafkajs';

interface OwnSettings {
  readonly groupId: string;
  readonly assigner: PartitionAssigner;
  readonly restartOnFailure: () => Promise<boolean>;
}

/** Bounded fetches, and short waits so that a resume is quick. */
export const kafkajsSettings = ({ groupId, assigner, restartOnFailure }: OwnSettings): ConsumerConfig => ({
  groupId,
  sessionTimeout: 10_000,
  heartbeatInterval: 2_000,
  rebalanceTimeout: 30_000,
  maxBytesPerPartition: 256 * 1_024,
  maxBytes: 4 * 1_024 * 1_024,
  maxWaitTimeInMs: 250,
  allowAutoTopicCreation: false,
  partitionAssigners: [assigner],
  retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5, restartOnFailure },
});
