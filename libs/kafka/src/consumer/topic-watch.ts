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
  readonly ask: (topics: readonly string[]) => Promise<TopicIds | undefined>;
  /** Told of each that reads a log which is no longer there. */
  readonly onReplaced: (owned: OwnedPartition) => void;
  /** Kafka does not answer; it is asked again. */
  readonly onFailure: (error: unknown) => void;
}

export class TopicWatch {
  readonly #options: TopicWatchOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: TopicWatchOptions) {
    this.#options = options;
  }

  start(): void {
    const { everyMs, onFailure } = this.#options;
    this.#timer = setTimeout(() => {
      this.#look()
        .catch(onFailure)
        .finally(() => {
          if (this.#timer !== undefined) this.start();
        });
    }, everyMs).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    const { owned, ask, onReplaced } = this.#options;
    const before = owned();
    if (before.length === 0) return;
    const ids = await ask([...new Set(before.map(({ topic }) => topic))]);
    if (this.#timer === undefined) return;
    // One that was loaded meanwhile may know a newer id than this answer; then its next load finds all as it was.
    for (const each of owned())
      if (areOtherTopics(each.progress.topicId, ids?.get(each.topic))) onReplaced(each);
  }
}
