// Pause, resume and seek of one kafkajs consumer. Between a crash and its restart kafkajs has nothing to pause and
// throws; then nothing needs to be done, since everything is applied again after the next join.
import type { Consumer } from 'kafkajs';

export interface ReadingControls {
  pause(at: PartitionPlace): void;
  resume(at: PartitionPlace): void;
  /** The next fetch begins at `offset`. */
  seek(at: PartitionPlace, offset: number): void;
}

export interface PartitionPlace {
  readonly topic: string;
  readonly partition: number;
}

/** `consumer` answers the one of now. */
export const readingControls = (
  consumer: () => Pick<Consumer, 'pause' | 'resume' | 'seek'>,
): ReadingControls => ({
  pause: ({ topic, partition }) => {
    unlessBetweenRuns(() => {
      consumer().pause([{ topic, partitions: [partition] }]);
    });
  },
  resume: ({ topic, partition }) => {
    unlessBetweenRuns(() => {
      consumer().resume([{ topic, partitions: [partition] }]);
    });
  },
  seek: ({ topic, partition }, offset) => {
    unlessBetweenRuns(() => {
      consumer().seek({ topic, partition, offset: String(offset) });
    });
  },
});

/** kafkajs gives this error no code. */
const notInitialized = 'Consumer group was not initialized';

function unlessBetweenRuns(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith(notInitialized))) throw error;
  }
}
