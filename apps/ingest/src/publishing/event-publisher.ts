// The way of an event that somebody may send, whichever door it came through: checked, filled in, counted, written.
import type { RateLimit } from '@posthorn/service-runtime';
import { readEvent, type ReadEvent, type ReadingContext, type ReadyEvent } from '../events/read-event.js';
import type { EventWriter } from './event-writer.js';
import { refused, type Outcome } from './outcome.js';
import { tooManyEvents } from './publishing-problems.js';
import type { RecordCheck } from './record-check.js';

export interface EventPublisherSettings extends Pick<ReadingContext, 'now' | 'newId'> {
  readonly records: RecordCheck;
  readonly writer: Pick<EventWriter, 'write'>;
  /** By account. */
  readonly rate: RateLimit;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** For whom, and in which trace. */
export type Sender = Omit<ReadingContext, 'now' | 'newId'>;

export class EventPublisher {
  constructor(private readonly settings: EventPublisherSettings) {}

  async publish(sent: unknown, sender: Sender): Promise<Outcome> {
    return this.write(await this.read(sent, sender));
  }

  /** An event that was read already, or refused. */
  async write(read: ReadEvent): Promise<Outcome> {
    const outcome = read.kind === 'refused' ? refused(read.problem) : await this.writeWithinRate(read.event);
    this.settings.onOutcome(outcome);
    return outcome;
  }

  /** Only events that are right count: a wrong one costs Kafka nothing. */
  private async writeWithinRate(event: ReadyEvent): Promise<Outcome> {
    const { rate, writer } = this.settings;
    const { accountId } = event.attributes;
    const { allowed, retryAfterS } = await rate.count(accountId);
    if (allowed) return writer.write(event);
    return refused(tooManyEvents(accountId, { perSecondMax: rate.perSecondMax, retryAfterS }));
  }

  private async read(sent: unknown, sender: Sender): Promise<ReadEvent> {
    const { now, newId, records } = this.settings;
    const read = readEvent(sent, { ...sender, now, newId });
    return read.kind === 'refused' ? read : records.check(read.event);
  }
}
