// The record of `attempts` of one POST, whoever made it. Pure. Where the event came from, and what follows, is the
// caller's to say.
import { hash } from 'node:crypto';
import type { AttemptRecord, BodyFormat, EventAttributes } from '@posthorn/contracts';
import { bodyEncoders, type WebhookRequest } from '@posthorn/delivery';
import type { PostResult } from './post-result.js';

export interface MadeAttempt {
  /** As it was at the attempt. */
  readonly subscription: {
    readonly id: string;
    readonly account_id: string;
    readonly version: number;
    readonly body_format: BodyFormat;
  };
  readonly attributes: Pick<EventAttributes, 'id' | 'type'>;
  readonly request: Pick<WebhookRequest, 'webhookId' | 'headers' | 'body'>;
  readonly result: PostResult;
  /** ms since the epoch. */
  readonly beganMs: number;
}

/** What its maker alone knows of an attempt. */
export type AttemptContext = Pick<AttemptRecord, 'attempt' | 'next_step' | 'origin' | 'sample' | 'url'>;

/** What does not apply is `undefined`, which JSON leaves out. */
export function attemptRecord(made: MadeAttempt, context: AttemptContext): AttemptRecord {
  const { subscription, attributes, request, result, beganMs } = made;
  const { outcome, headers, body } = result;
  return {
    account_id: subscription.account_id,
    subscription_id: subscription.id,
    subscription_version: subscription.version,
    url: context.url,
    event_id: attributes.id,
    event_type: attributes.type,
    origin: context.origin,
    sample: context.sample,
    webhook_id: request.webhookId,
    attempt: context.attempt,
    at: new Date(beganMs).toISOString(),
    duration_ms: Math.round(result.durationMs),
    outcome: outcome.kind,
    outcome_reason: 'reason' in outcome ? outcome.reason : undefined,
    body_format: subscription.body_format,
    encoder_version: bodyEncoders[subscription.body_format].version,
    body_sha256: hash('sha256', request.body, 'hex'),
    request_headers: request.headers,
    status: result.status,
    answer_headers: headers && joinedHeaders(headers),
    answer_body: body === undefined || body.length === 0 ? undefined : Buffer.from(body).toString('utf8'),
    answer_truncated: result.bodyTruncated,
    next_step: context.next_step,
  };
}

/** Repeated headers joined as HTTP does. */
export function joinedHeaders(headers: NonNullable<PostResult['headers']>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name] ?? '';
    texts[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return texts;
}
