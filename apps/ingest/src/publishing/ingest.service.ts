// Takes events from both doors: who sends them, one or many.
import type { ingestV1 } from '@posthorn/contracts';
import { invalidRequest, ProblemError, type IncomingCall } from '@posthorn/service-runtime';
import type { Callers } from '../authentication/callers.js';
import { batchAnswer, type BatchAnswer } from './batch-answer.js';
import type { EventPublisher, Sender } from './event-publisher.js';
import type { NamedAccounts } from './named-accounts.js';
import type { Outcome } from './outcome.js';

export const batchEventsMax = 1_000;

export interface IngestSettings {
  readonly callers: Callers;
  readonly accounts: NamedAccounts;
  readonly publisher: EventPublisher;
}

export class IngestService {
  constructor(private readonly settings: IngestSettings) {}

  /** Throws a `ProblemError` when the event is not accepted. */
  async publish(sent: unknown, call: IncomingCall): Promise<ingestV1.Accepted> {
    const outcome = await this.outcomeOf(sent, call);
    if (outcome.kind === 'refused') throw new ProblemError(outcome.problem);
    return outcome.accepted;
  }

  /** Throws a `ProblemError` when the caller may not publish at all, or when that cannot be known. */
  async outcomeOf(sent: unknown, call: IncomingCall): Promise<Outcome> {
    return this.settings.publisher.publish(sent, await this.senderOf([sent], call));
  }

  /** Throws a `ProblemError` when the batch as a whole is not taken; each event has its own result otherwise. */
  async publishBatch(sent: readonly unknown[], call: IncomingCall): Promise<BatchAnswer> {
    if (sent.length === 0 || sent.length > batchEventsMax) throw invalidRequest([wrongCount(sent.length)]);
    const sender = await this.senderOf(sent, call);
    return batchAnswer(
      await Promise.all(sent.map((event) => this.settings.publisher.publish(event, sender))),
    );
  }

  private async senderOf(sent: readonly unknown[], call: IncomingCall): Promise<Sender> {
    const { callers, accounts } = this.settings;
    const caller = await callers.identify(call);
    const known = await accounts.knownAmong(sent, caller);
    return { caller, traceparent: call.traceparent, hasAccount: (id) => known.has(id) };
  }
}

const wrongCount = (count: number) => ({
  field: 'body',
  detail: `A batch has 1 to ${batchEventsMax} events, this one has ${count}`,
});
