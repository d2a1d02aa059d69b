// Takes events from both doors: who sends them, whether they are right, and whether Kafka has them.
import type { ingestV1 } from '@posthorn/contracts';
import { invalidRequest, ProblemError, type IncomingCall } from '@posthorn/service-runtime';
import type { Callers } from '../authentication/callers.js';
import { readEvent, type ReadingContext } from '../events/read-event.js';
import { batchAnswer, type BatchAnswer } from './batch-answer.js';
import type { EventWriter } from './event-writer.js';
import type { NamedAccounts } from './named-accounts.js';
import { refused, type Outcome } from './outcome.js';

export const batchEventsMax = 1_000;

export interface IngestSettings {
  readonly callers: Callers;
  readonly accounts: NamedAccounts;
  readonly writer: EventWriter;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly onOutcome: (outcome: Outcome) => void;
}

export class IngestService {
  constructor(private readonly settings: IngestSettings) {}

  /** Throws a `ProblemError` when the event is not accepted. */
  async publish(sent: unknown, call: IncomingCall): Promise<ingestV1.Accepted> {
    const context = await this.contextOf([sent], call);
    const outcome = await this.publishOne(sent, context);
    if (outcome.kind === 'refused') throw new ProblemError(outcome.problem);
    return outcome.accepted;
  }

  /** Throws a `ProblemError` when the batch as a whole is not taken; each event has its own result otherwise. */
  async publishBatch(sent: readonly unknown[], call: IncomingCall): Promise<BatchAnswer> {
    if (sent.length === 0 || sent.length > batchEventsMax) throw invalidRequest([wrongCount(sent.length)]);
    const context = await this.contextOf(sent, call);
    return batchAnswer(await Promise.all(sent.map((event) => this.publishOne(event, context))));
  }

  private async contextOf(sent: readonly unknown[], call: IncomingCall): Promise<ReadingContext> {
    const { callers, accounts, now, newId } = this.settings;
    const caller = await callers.identify(call);
    const known = await accounts.knownAmong(sent, caller);
    return { caller, now, newId, traceparent: call.traceparent, hasAccount: (id) => known.has(id) };
  }

  private async publishOne(sent: unknown, context: ReadingContext): Promise<Outcome> {
    const read = readEvent(sent, context);
    const outcome =
      read.kind === 'refused' ? refused(read.problem) : await this.settings.writer.write(read.event);
    this.settings.onOutcome(outcome);
    return outcome;
  }
}

const wrongCount = (count: number) => ({
  field: 'body',
  detail: `A batch has 1 to ${batchEventsMax} events, this one has ${count}`,
});
