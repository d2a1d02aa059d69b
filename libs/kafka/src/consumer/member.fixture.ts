// A member of a consumer group whose handler keeps what it took, and completes it at once or when the test says so.
import { testKafka } from '@posthorn/testing';
import { createKafka } from '../client/kafka-client.js';
import { AtLeastOnceConsumer, type AtLeastOnceConsumerOptions } from './at-least-once-consumer.js';
import type { ConsumedRecord, Hold, RecordPlace } from './consumed-record.js';
import type { ConsumerProblem } from './consumer-problem.js';

export type MemberSettings = Pick<
  AtLeastOnceConsumerOptions,
  'groupId' | 'topics' | 'joining' | 'lookAtTopicsEveryMs'
>;

/** One member with what it took and what it reported. */
export class Member {
  readonly taken: {
    readonly record: ConsumedRecord;
    readonly place: RecordPlace;
  }[] = [];
  readonly problems: ConsumerProblem[] = [];
  hold: (record: ConsumedRecord) => Hold | undefined = () => undefined;
  /** Whether a record with that value is completed at once. */
  completes: (value: string | undefined) => boolean = () => true;
  readonly consumer: AtLeastOnceConsumer;

  constructor(brokers: readonly string[], settings: MemberSettings) {
    const kafka = createKafka({ brokers, clientId: 'consumer-spec' });
    this.consumer = new AtLeastOnceConsumer({
      ...{ kafka, ...settings, commitEveryMs: 50, beforeJoinMs: 2_000, fetchWaitMsMax: 250 },
      handler: {
        admit: (record) => this.hold(record),
        take: (record, place) => {
          this.taken.push({
            record: { ...record, value: record.value && Buffer.from(record.value) },
            place,
          });
          if (this.completes(record.value?.toString())) place.complete();
        },
      },
      onProblem: (problem) => this.problems.push(problem),
    });
  }

  get values(): (string | undefined)[] {
    return this.taken.map(({ record }) => record.value?.toString());
  }
}

const appendedAtOnce = 10_000;

/** Records with these values, in partition 0; acknowledged when it resolves. */
export async function appendAll(
  brokers: readonly string[],
  topic: string,
  values: readonly string[],
): Promise<void> {
  const producer = testKafka(brokers).producer();
  await producer.connect();
  for (let from = 0; from < values.length; from += appendedAtOnce) {
    const messages = values.slice(from, from + appendedAtOnce).map((value) => ({ value, partition: 0 }));
    await producer.send({ topic, messages });
  }
  await producer.disconnect();
}
