// Writes an event to its topic and waits, but not for ever, until all in-sync replicas have it. An acceptance is never
// told before; a refusal promises nothing.
import { eventRecordBytesMax, writeEvent, type TopicNames } from '@posthorn/contracts';
import {
  KafkaUnavailableError,
  recordBytes,
  RecordTooLargeError,
  type DurableProducer,
  type OutgoingRecord,
} from '@posthorn/kafka';
import type { ReadyEvent } from '../events/read-event.js';
import type { InFlight } from './in-flight.js';
import { accepted, refused, type Outcome } from './outcome.js';
import { eventTooLarge, kafkaUnavailable, tooBusy } from './publishing-problems.js';

export interface EventWriterSettings {
  readonly producer: Pick<DurableProducer, 'send'>;
  readonly topics: TopicNames;
  readonly inFlight: InFlight;
  /** How long a caller waits for the acknowledgement. */
  readonly acknowledgedWithinMs: number;
  /** Told for each event. */
  readonly onUnavailable: (error: KafkaUnavailableError) => void;
}

export class EventWriter {
  constructor(private readonly settings: EventWriterSettings) {}

  async write(event: ReadyEvent): Promise<Outcome> {
    const record = recordOf(event, this.settings.topics);
    const bytes = recordBytes(record);
    if (bytes > eventRecordBytesMax) return refused(eventTooLarge(bytes));
    const giveBack = this.settings.inFlight.take(bytes);
    if (giveBack === undefined) return refused(tooBusy);
    const written = this.send(event.attributes.id, record).finally(giveBack);
    return within(this.settings.acknowledgedWithinMs, written, refused(kafkaUnavailable));
  }

  private async send(id: string, record: OutgoingRecord): Promise<Outcome> {
    try {
      return accepted(id, await this.settings.producer.send(record));
    } catch (error) {
      if (error instanceof RecordTooLargeError) return refused(eventTooLarge(error.bytes));
      if (!(error instanceof KafkaUnavailableError)) throw error;
      this.settings.onUnavailable(error);
      return refused(kafkaUnavailable);
    }
  }
}

function recordOf({ eventType, attributes, data }: ReadyEvent, topics: TopicNames): OutgoingRecord {
  const { key, headers, value } = writeEvent(attributes, data);
  return { topic: topics.events(eventType.objectType), key, headers, value };
}

/** What `work` gives, or `late` when the time is over; its place in flight is kept until it really ends. */
async function within<T>(timeoutMs: number, work: Promise<T>, late: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsOver = new Promise<T>((resolve) => {
    timer = setTimeout(() => {
      resolve(late);
    }, timeoutMs);
  });
  try {
    return await Promise.race([work, timeIsOver]);
  } finally {
    clearTimeout(timer);
  }
}
