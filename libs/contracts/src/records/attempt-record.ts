// A record of `attempts`: one POST, told by ids and coordinates. It copies no payload: the body is shown by reading
// the event again and encoding it again, and held against `body_sha256`; sample data's is the catalogue's.
import { z } from 'zod';
import { bodyFormats } from '../registry/registry-record.js';

const headers = z.record(z.string(), z.string());

export const attemptRecordSchema = z.object({
  account_id: z.string(),
  /** Of an automation: `automation:<account>:<series>`. */
  subscription_id: z.string(),
  /** Version of the subscription that the attempt used; 0: it was an automation's. */
  subscription_version: z.number(),
  /** Of an automation alone, masked. */
  url: z.string().optional(),
  event_id: z.string(),
  event_type: z.string(),
  /** Where the event stands: `topic/partition/offset`. Absent of sample data, which is in no topic. */
  origin: z.string().optional(),
  /** Sample data that somebody sent by hand: no event stands behind it, and it is no delivery. Absent otherwise. */
  sample: z.literal(true).optional(),
  webhook_id: z.string(),
  /** 1 for the first POST. */
  attempt: z.number(),
  /** When the POST began, ISO. */
  at: z.iso.datetime(),
  duration_ms: z.number(),
  /** `delivered`, `rejected`, `unreachable` or `blocked`. */
  outcome: z.string(),
  outcome_reason: z.string().optional(),
  status: z.number().optional(),
  body_format: z.enum(bodyFormats),
  encoder_version: z.number(),
  /** Hex. */
  body_sha256: z.string(),
  request_headers: headers,
  answer_headers: headers.optional(),
  /** At most 16 KB of a failure and 1 KB of a 2xx, as text. */
  answer_body: z.string().optional(),
  answer_truncated: z.boolean(),
  /** `done`, `retry 10s`, `defer 1m`, `dead_letter gave_up`, …; `none` of sample data. */
  next_step: z.string(),
});

export type AttemptRecord = Readonly<z.infer<typeof attemptRecordSchema>>;
