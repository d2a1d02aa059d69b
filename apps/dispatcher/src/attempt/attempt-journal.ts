// What is told of every attempt: one wide log line, one record on `attempts`, some counters. No delivery waits for
// it: the records have a bounded buffer of their own, and what it cannot hold is dropped and counted.
import { hash } from 'node:crypto';
import { formatCoordinates, type AttemptRecord } from '@posthorn/contracts';
import { bodyEncoders, maskUrl, type WebhookRequest } from '@posthorn/delivery';
import type { Appended, OutgoingRecord } from '@posthorn/kafka';
import type { PostResult } from '@posthorn/outbound-http';
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
    const value = JSON.stringify(attemptRecord(attempt));
    producer
      .send({ topic, key: attempt.delivery.destination.id, value })
      .then(undefined, onDropped)
      .finally(() => {
        this.#unwritten -= 1;
      });
  }
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
  ...urlOf(destination),
  duration_ms: Math.round(result.durationMs),
  next_step: nextStep,
  traceparent: delivery.event.event.attributes.traceparent,
});

function attemptRecord(attempt: Attempt): AttemptRecord {
  const { delivery, destination, request, result } = attempt;
  const { attributes } = delivery.event.event;
  const reason = 'reason' in result.outcome ? result.outcome.reason : undefined;
  return {
    account_id: destination.account_id,
    subscription_id: destination.id,
    subscription_version: destination.kind === 'automation' ? 0 : destination.version,
    ...urlOf(destination),
    event_id: attributes.id,
    event_type: attributes.type,
    origin: formatCoordinates(delivery.event.origin),
    webhook_id: request.webhookId,
    attempt: delivery.history.attempts + 1,
    at: new Date(attempt.beganMs).toISOString(),
    duration_ms: Math.round(result.durationMs),
    outcome: result.outcome.kind,
    ...(reason === undefined ? {} : { outcome_reason: reason }),
    body_format: destination.body_format,
    encoder_version: bodyEncoders[destination.body_format].version,
    body_sha256: hash('sha256', request.body, 'hex'),
    request_headers: request.headers,
    ...answerOf(result),
    next_step: attempt.nextStep,
  };
}

/** A subscription's is looked up by its id; that of an automation stands in its event alone. */
const urlOf = (destination: Destination): { readonly url?: string } =>
  destination.kind === 'automation' ? { url: maskUrl(destination.url) } : {};

/** Repeated headers joined as HTTP does. */
function flat(headers: NonNullable<PostResult['headers']>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name] ?? '';
    texts[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return texts;
}

const answerOf = ({ status, headers, body, bodyTruncated }: PostResult) => ({
  ...(status === undefined ? {} : { status }),
  ...(headers === undefined ? {} : { answer_headers: flat(headers) }),
  ...(body === undefined || body.length === 0 ? {} : { answer_body: Buffer.from(body).toString('utf8') }),
  answer_truncated: bodyTruncated,
});
