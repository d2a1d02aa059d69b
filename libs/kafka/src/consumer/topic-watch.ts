// Looks whether the topics that are read are still the same ones. A topic that is deleted and made anew under a member that
// does not join meanwhile is read on at the same offset, with nothing in between that tells: what stands below in the new
// log would be passed over.
import type { TopicIds } from '../client/topic-ids.js';
import type { OwnedPartition } from './owned-partition.js';
import { areOtherTopics } from './starting-point.js';

export interface TopicWatchOptions {
  readonly everyMs: number;
  readonly owned: () => readonly OwnedPartition[];
  /** `undefined`: not to be known. */
  readonly askTopicIds: (topics: readonly string[]) => Promise<TopicIds | undefined>;
  /** Told of those that read a log which is no longer there. */
  readonly onReplaced: (owned: readonly OwnedPartition[]) => void;
  /** Kafka does not answer; it is asked again. */
  readonly onFailure: (error: unknown) => void;
}

export class TopicWatch {
  readonly #options: TopicWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: TopicWatchOptions) {
    this.#options = options;
  }

  /** Without effect once it was stopped. */
  start(): void {
    if (this.#isStopped) return;
    const { everyMs, onFailure } = this.#options;
    this.#timer = setTimeout(() => {
      this.#look()
        .catch(onFailure)
        .finally(() => {
          this.start();
        });
    }, everyMs).unref();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const { owned, askTopicIds, onReplaced } = this.#options;
    const before = owned();
    if (before.length === 0) return;
    const ids = await askTopicIds([...new Set(before.map(({ topic }) => topic))]);
    if (this.#isStopped) return;
    // One that was loaded meanwhile may know a newer id than this answer; then its next load finds all as it was.
    const replaced = owned().filter((each) => areOtherTopics(each.progress.topicId, ids?.get(each.topic)));
    if (replaced.length > 0) onReplaced(replaced);
  }
}
