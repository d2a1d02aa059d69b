// Sends the catalogue's sample of an event type to a subscription's URL, as a delivery would be sent, and shows what
// came of it. It is no delivery: nothing is retried, and the subscription's state does not matter.
import { findEventType, type EventAttributes, type EventType } from '@posthorn/contracts';
import {
  bodyEncoders,
  SigningSecrets,
  webhookRequest,
  type SecretBox,
  type WebhookRequest,
} from '@posthorn/delivery';
import { joinedHeaders, type PostResult } from '@posthorn/outbound-http';
import {
  invalidRequest,
  rateLimited,
  RateLimit,
  unavailable,
  type IncomingCall,
} from '@posthorn/service-runtime';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { findAccount } from '../accounts/find-account.js';
import { Callers } from '../authentication/callers.js';
import { Database } from '../database/database.js';
import { SchemaRow, type SubscriptionRow } from '../database/rows/index.js';
import { parseRequest } from '../requests/parse-request.js';
import { findSubscription } from '../subscriptions/find-subscription.js';
import { secretBox } from '../secrets/secret-box-token.js';
import { sampleData, type SampleSchema } from './sample-data.js';
import { sampleAttributes } from './sample-event.js';
import { SampleOutbound } from './sample-outbound.js';
import { SampleRecords } from './sample-records.js';
import { sendSampleSchema, type Sample } from './sample-requests.js';

const retryAfterS = 60;

/** Samples a second, by account. */
export const sampleRate = Symbol('sampleRate');

/** Tells the receiver that no event stands behind it. */
const sampleHeader = { 'posthorn-sample': 'true' };

interface Addressed {
  readonly row: SubscriptionRow;
  readonly timeZone: string;
  /** Of a subscription to custom objects. */
  readonly schema: SampleSchema | undefined;
}

interface Prepared {
  readonly attributes: EventAttributes;
  readonly request: WebhookRequest;
  readonly beganMs: number;
}

@Injectable()
export class SamplesService {
  private readonly secrets: SigningSecrets;

  constructor(
    private readonly callers: Callers,
    private readonly database: Database,
    private readonly outbound: SampleOutbound,
    @Inject(secretBox) box: SecretBox,
    @Inject(sampleRate) private readonly rate: RateLimit,
    @Optional() private readonly records?: SampleRecords,
  ) {
    this.secrets = new SigningSecrets(box);
  }

  /** Throws `rate_limited` (429) when the account has had its samples of this second. */
  async send(call: IncomingCall, id: string, body: unknown): Promise<Sample> {
    const caller = await this.callers.identify(call, 'write');
    const { event_type: wanted } = parseRequest(sendSampleSchema, body ?? {});
    const addressed = await this.database.run(async (manager): Promise<Addressed> => {
      const row = await findSubscription(manager, { id, caller });
      const { timeZone } = await findAccount(manager, row.accountId);
      const schema = await manager.findOneBy(SchemaRow, { id: row.schemaId ?? '' });
      return { row, timeZone, schema: schema ?? undefined };
    });
    const eventType = chosenType(addressed.row, wanted);
    await this.refuseTooMany(addressed.row.accountId);
    const prepared = this.prepare(eventType, addressed);
    const result = await this.outbound.post(prepared.request);
    this.record(addressed, prepared, result);
    return describeSample(eventType, prepared.request, result);
  }

  /** Nobody waits for it. */
  private record({ row }: Addressed, prepared: Prepared, result: PostResult): void {
    const { id, accountId, version, bodyFormat } = row;
    this.records?.write({
      subscription: { id, account_id: accountId, version: Number(version), body_format: bodyFormat },
      ...prepared,
      result,
    });
  }

  private async refuseTooMany(accountId: string): Promise<void> {
    const use = await this.rate.count(accountId);
    if (use.allowed) return;
    const detail = `At most ${this.rate.perSecondMax} a second for the account ${accountId}; send the sample again after ${use.retryAfterS} s`;
    throw rateLimited(detail, use.retryAfterS);
  }

  private prepare(eventType: EventType, { row, timeZone, schema }: Addressed): Prepared {
    const nowMs = Date.now();
    const opened = this.secrets.open(row, nowMs);
    if (!opened.ok) throw unavailable('secrets_unreadable', 'It cannot be signed at the moment', retryAfterS);
    const data = sampleData(eventType, schema);
    const attributes = sampleAttributes(eventType, {
      ...{ subscription: row, data },
      id: `sample_${randomUUID()}`,
      nowMs,
    });
    const event = { attributes, data };
    const context = { timeZone, listId: row.listId ?? undefined };
    const request = webhookRequest({
      ...{ attributes, nowMs, secrets: opened.secrets },
      subscription: { id: row.id, url: row.url, body_format: row.bodyFormat },
      body: bodyEncoders[row.bodyFormat].encode(eventType, event, context),
    });
    const headers = { ...request.headers, ...sampleHeader };
    return { attributes, request: { ...request, headers }, beganMs: nowMs };
  }
}

function chosenType({ eventTypes }: SubscriptionRow, wanted = eventTypes[0] ?? ''): EventType {
  const eventType = eventTypes.includes(wanted) ? findEventType(wanted) : undefined;
  if (eventType !== undefined) return eventType;
  const detail = `One of the subscription's event types: ${eventTypes.join(', ')}`;
  throw invalidRequest([{ field: 'event_type', detail }]);
}

const describeSample = (eventType: EventType, request: WebhookRequest, result: PostResult): Sample => ({
  event_type: eventType.code,
  request: {
    ...{ method: 'POST', url: request.url, headers: request.headers },
    body: request.body.toString(),
  },
  outcome: result.outcome.kind,
  ...('reason' in result.outcome ? { outcome_reason: result.outcome.reason } : {}),
  duration_ms: Math.round(result.durationMs),
  ...(result.detail === undefined ? {} : { detail: result.detail }),
  ...(result.status === undefined ? {} : { status: result.status }),
  headers: joinedHeaders(result.headers ?? {}),
  ...(result.body === undefined ? {} : { body: Buffer.from(result.body).toString() }),
  body_truncated: result.bodyTruncated,
});
