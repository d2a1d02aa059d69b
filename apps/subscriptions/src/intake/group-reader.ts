// One of the service's consumers: a member of its group that hands records to batches. The doors need no Kafka, so a
// broker or a topic that is not there at the start is waited for.
import { AtLeastOnceConsumer, type ConsumerProblem, type createKafka } from '@posthorn/kafka';
import { backoffMs } from '../relay/backoff.js';
import { Bell } from '../relay/bell.js';
import type { RecordBatches } from './record-batches.js';

export interface GroupReaderSettings {
  readonly kafka: ReturnType<typeof createKafka>;
  readonly groupId: string;
  readonly topic: string;
  readonly batches: Pick<RecordBatches<unknown>, 'admit' | 'take' | 'start' | 'stop'>;
  /** The consumer cannot be started, and is tried again; must not throw. */
  readonly onUnavailable: (error: unknown) => void;
  readonly onProblem: (problem: ConsumerProblem) => void;
}

const commitEveryMs = 200;
const beforeJoinMs = 2_000;
const fetchWaitMsMax = 500;
/** A start that is under way may take so long after a stop. */
const stopWithinMs = 3_000;

export class GroupReader {
  readonly #settings: GroupReaderSettings;
  readonly #stopping = new AbortController();
  #consumer: AtLeastOnceConsumer | undefined;
  #opening: Promise<void> = Promise.resolve();

  constructor(settings: GroupReaderSettings) {
    this.#settings = settings;
  }

  start(): void {
    this.#settings.batches.start();
    this.#opening = this.#open();
  }

  /** Commits what is complete and leaves the group. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#settings.batches.stop(), this.#opened()]);
    await this.#consumer?.stop();
  }

  /** A consumer that could not be started is not started again: a new one takes its place. */
  async #open(): Promise<void> {
    const { signal } = this.#stopping;
    for (let failures = 1; !signal.aborted; failures += 1) {
      const consumer = this.#newConsumer();
      this.#consumer = consumer;
      try {
        await consumer.start();
        return;
      } catch (error) {
        this.#settings.onUnavailable(error);
        await consumer.stop();
        await new Bell().next(backoffMs(failures), signal);
      }
    }
  }

  async #opened(): Promise<void> {
    const waited = new AbortController();
    await Promise.race([this.#opening, new Bell().next(stopWithinMs, waited.signal)]);
    waited.abort();
  }

  #newConsumer(): AtLeastOnceConsumer {
    const { kafka, groupId, topic, batches, onProblem } = this.#settings;
    return new AtLeastOnceConsumer({
      ...{ kafka, groupId, topics: [topic], handler: batches, onProblem },
      ...{ commitEveryMs, beforeJoinMs, fetchWaitMsMax },
    });
  }
}
