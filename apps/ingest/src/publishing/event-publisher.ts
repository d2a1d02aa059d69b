// The way of an event that somebody may send, whichever door it came through: checked, filled in, written.
import { readEvent, type ReadEvent, type ReadingContext } from '../events/read-event.js';
import type { EventWriter } from './event-writer.js';
import { refused, type Outcome } from './outcome.js';
import type { RecordCheck } from './record-check.js';

export interface EventPublisherSettings extends Pick<ReadingContext, 'now' | 'newId'> {
  readonly records: RecordCheck;
  readonly writer: EventWriter;
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
    const { writer, onOutcome } = this.settings;
    const outcome = read.kind === 'refused' ? refused(read.problem) : await writer.write(read.event);
    onOutcome(outcome);
    return outcome;
  }

  private async read(sent: unknown, sender: Sender): Promise<ReadEvent> {
    const { now, newId, records } = this.settings;
    const read = readEvent(sent, { ...sender, now, newId });
    return read.kind === 'refused' ? read : records.check(read.event);
  }
}
