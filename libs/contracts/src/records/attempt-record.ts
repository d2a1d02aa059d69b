// A record of `attempts`: one POST, told by ids and coordinates. It copies no payload: the body is shown by reading
// the event again and encoding it again, and held against `body_sha256`.
import type { BodyFormat } from '../registry/registry-record.js';

export interface AttemptRecord {
  readonly account_id: string;
  readonly subscription_id: string;
  /** Version of the subscription that the attempt used. */
  readonly subscription_version: number;
  readonly event_id: string;
  readonly event_type: string;
  /** Where the event stands: `topic/partition/offset`. */
  readonly origin: string;
  readonly webhook_id: string;
  /** 1 for the first POST. */
  readonly attempt: number;
  /** When the POST began, ISO. */
  readonly at: string;
  readonly duration_ms: number;
  /** `delivered`, `rejected`, `unreachable` or `blocked`. */
  readonly outcome: string;
  readonly outcome_reason?: string;
  readonly status?: number;
  readonly body_format: BodyFormat;
  readonly encoder_version: number;
  /** Hex. */
  readonly body_sha256: string;
  readonly request_headers: Readonly<Record<string, string>>;
  readonly answer_headers?: Readonly<Record<string, string>>;
  /** At most 16 KB of a failure and 1 KB of a 2xx, as text. */
  readonly answer_body?: string;
  readonly answer_truncated: boolean;
  /** `done`, `retry 10s`, `defer 1m`, `dead_letter gave_up`, … */
  readonly next_step: string;
}
