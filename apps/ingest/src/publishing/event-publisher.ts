// The way of an event that somebody may send, whichever door it came through: checked, filled in, written.
import { readEvent, type ReadingContext } from '../events/read-event.js';
import type { EventWriter } from './event-writer.js';
import { refused, type Outcome } from './outcome.js';

export interface EventPublisherSettings extends Pick<ReadingContext, 'now' | 'newId'> {
  readonly writer: EventWriter;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** For whom, and in which trace. */
export type Sender = Omit<ReadingContext, 'now' | 'newId'>;

export class EventPublisher {
  constructor(private readonly settings: EventPublisherSettings) {}

  async publish(sent: unknown, sender: Sender): Promise<Outcome> {
    const { now, newId, writer, onOutcome } = this.settings;
    const read = readEvent(sent, { ...sender, now, newId });
    const outcome = read.kind === 'refused' ? refused(read.problem) : await writer.write(read.event);
    onOutcome(outcome);
    return outcome;
  }
}
