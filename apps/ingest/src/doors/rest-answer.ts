// One event or an array of them over REST: the body decides which.
import type { IncomingCall } from '@posthorn/service-runtime';
import type { ingestV1 } from '@posthorn/contracts';
import type { IngestService } from '../publishing/ingest.service.js';

export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ingestV1.Accepted | ingestV1.PublishBatchResponse;
}

export async function publishBody(
  ingest: IngestService,
  body: unknown,
  call: IncomingCall,
): Promise<RestAnswer> {
  if (!Array.isArray(body)) return { status: 202, headers: {}, body: await ingest.publish(body, call) };
  const answer = await ingest.publishBatch(body, call);
  const headers: RestAnswer['headers'] =
    answer.retryAfterS === undefined ? {} : { 'retry-after': String(answer.retryAfterS) };
  return { status: answer.status, headers, body: answer.body };
}
