// What is told of every attempt: one wide log line, one record on `attempts`, some counters. No delivery waits for
// it: the records have a bounded buffer of their own, and what it cannot hold is dropped and counted.
import { hash } from 'node:crypto';
import { formatCoordinates, type AttemptRecord } from '@posthorn/contracts';
import { bodyEncoders, type WebhookRequest } from '@posthorn/delivery';
import type { Appended, OutgoingRecord, ViewedSubscription } from '@posthorn/kafka';
import type { PostResult } from '@posthorn/outbound-http';
import type { Delivery } from '../delivery/delivery.js';
import { describeOutcome } from '../settle/describe-outcome.js';

export interface Attempt {
  readonly delivery: Delivery;
  /** As it was at the attempt. */
  readonly subscription: ViewedSubscription;
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
      .send({ topic, key: attempt.delivery.subscription.id, value })
      .then(undefined, onDropped)
      .finally(() => {
        this.#unwritten -= 1;
      });
  }
}

const logFacts = ({ delivery, request, result, nextStep }: Attempt) => ({
  account_id: delivery.subscription.account_id,
  subscription_id: delivery.subscription.id,
  event_id: delivery.event.event.attributes.id,
  event_type: delivery.event.event.attributes.type,
  origin: formatCoordinates(delivery.event.origin),
  webhook_id: request.webhookId,
  attempt: delivery.history.attempts + 1,
  outcome: describeOutcome(result.outcome),
  duration_ms: Math.round(result.durationMs),
  next_step: nextStep,
  traceparent: delivery.event.event.attributes.traceparent,
});

function attemptRecord(attempt: Attempt): AttemptRecord {
  const { delivery, subscription, request, result } = attempt;
  const { attributes } = delivery.event.event;
  const reason = 'reason' in result.outcome ? result.outcome.reason : undefined;
  return {
    account_id: subscription.account_id,
    subscription_id: subscription.id,
    subscription_version: subscription.version,
    event_id: attributes.id,
    event_type: attributes.type,
    origin: formatCoordinates(delivery.event.origin),
    webhook_id: request.webhookId,
    attempt: delivery.history.attempts + 1,
    at: new Date(attempt.beganMs).toISOString(),
    duration_ms: Math.round(result.durationMs),
    outcome: result.outcome.kind,
    ...(reason === undefined ? {} : { outcome_reason: reason }),
    body_format: subscription.body_format,
    encoder_version: bodyEncoders[subscription.body_format].version,
    body_sha256: hash('sha256', request.body, 'hex'),
    request_headers: request.headers,
    ...answerOf(result),
    next_step: attempt.nextStep,
  };
}

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
