// The settings of kafkajs's consumers. Their reasons stand in docs/architecture.md.
import type { ConsumerConfig } from 'kafkajs';

export interface OwnSettings {
  readonly groupId: string;
  /** How long a fetch waits that finds nothing, and so how long a resume may wait when every partition is paused. */
  readonly fetchWaitMsMax: number;
  readonly partitionBytesMax?: number | undefined;
  readonly restartOnFailure: () => Promise<boolean>;
}

/** Bounded fetches. */
export const kafkajsSettings = ({
  groupId,
  fetchWaitMsMax,
  partitionBytesMax = 256 * 1_024,
  restartOnFailure,
}: OwnSettings): ConsumerConfig => ({
  groupId,
  sessionTimeout: 10_000,
  heartbeatInterval: 2_000,
  rebalanceTimeout: 30_000,
  maxBytesPerPartition: partitionBytesMax,
  maxBytes: 4 * 1_024 * 1_024,
  maxWaitTimeInMs: fetchWaitMsMax,
  allowAutoTopicCreation: false,
  retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5, restartOnFailure },
});
