// What is told of every attempt: one wide log line, one record on `attempts`, some counters. No delivery waits for
// it: the records have a bounded buffer of their own, and what it cannot hold is dropped and counted.
import { formatCoordinates, type AttemptRecord } from '@posthorn/contracts';
import { maskUrl, type WebhookRequest } from '@posthorn/delivery';
import type { Appended, OutgoingRecord } from '@posthorn/kafka';
import { attemptRecord, type PostResult } from '@posthorn/outbound-http';
import type { Delivery } from '../delivery/delivery.js';
import type { Destination } from '../delivery/destination.js';
import { describeOutcome } from '../settle/describe-outcome.js';

export interface Attempt {
  readonly delivery: Delivery;
  /** As it was at the attempt. */
  readonly destination: Destination;
  readonly request: WebhookRequest;
  readonly result: PostResult;
  readonly nextStep: string;
  readonly beganMs: number;
}

export interface AttemptJournalOptions {
  readonly producer: { send(record: OutgoingRecord): Promise<Appended> };
  readonly topic: string;
  readonly unwrittenMax: number;
  /** The log: `quiet` for a 2xx, so that the log does not set the speed. It asks for the facts when it is to have them. */
  readonly log: (facts: () => Readonly<Record<string, unknown>>, quiet: boolean) => void;
  readonly observe: (outcome: string, durationMs: number) => void;
  /** A record was dropped: the buffer was full, or Kafka did not take it. */
  readonly onDropped: () => void;
}

export class AttemptJournal {
  readonly #options: AttemptJournalOptions;
  #unwritten = 0;

  constructor(options: AttemptJournalOptions) {
    this.#options = options;
  }

  write(attempt: Attempt): void {
    const { log, observe } = this.#options;
    const { outcome, durationMs } = attempt.result;
    observe(outcome.kind, durationMs);
    log(() => logFacts(attempt), outcome.kind === 'delivered');
    this.#record(attempt);
  }

  #record(attempt: Attempt): void {
    const { producer, topic, unwrittenMax, onDropped } = this.#options;
    if (this.#unwritten >= unwrittenMax) {
      onDropped();
      return;
    }
    this.#unwritten += 1;
    const value = JSON.stringify(recordOf(attempt));
    producer
      .send({ topic, key: attempt.delivery.destination.id, value })
      .then(this.#written, this.#notWritten);
  }

  readonly #written = (): void => {
    this.#unwritten -= 1;
  };

  readonly #notWritten = (): void => {
    this.#unwritten -= 1;
    this.#options.onDropped();
  };
}

const logFacts = ({ delivery, destination, request, result, nextStep }: Attempt) => ({
  account_id: destination.account_id,
  subscription_id: destination.id,
  event_id: delivery.event.event.attributes.id,
  event_type: delivery.event.event.attributes.type,
  origin: formatCoordinates(delivery.event.origin),
  webhook_id: request.webhookId,
  attempt: delivery.history.attempts + 1,
  outcome: describeOutcome(result.outcome),
  url: urlOf(destination),
  duration_ms: Math.round(result.durationMs),
  next_step: nextStep,
  traceparent: delivery.event.event.attributes.traceparent,
});

function recordOf({ delivery, destination, request, result, nextStep, beganMs }: Attempt): AttemptRecord {
  const { id, account_id, body_format } = destination;
  const subscription = { id, account_id, body_format, version: versionOf(destination) };
  const { attributes } = delivery.event.event;
  const context = {
    url: urlOf(destination),
    origin: formatCoordinates(delivery.event.origin),
    attempt: delivery.history.attempts + 1,
    next_step: nextStep,
  };
  return attemptRecord({ subscription, attributes, request, result, beganMs }, context);
}

const versionOf = (destination: Destination): number =>
  destination.kind === 'automation' ? 0 : destination.version;

/** A subscription's is looked up by its id; that of an automation stands in its event alone. */
const urlOf = (destination: Destination): string | undefined =>
  destination.kind === 'automation' ? maskUrl(destination.url) : undefined;
