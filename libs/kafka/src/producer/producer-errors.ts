// What can go wrong when a record is written durably. Both mean: nothing was promised for this record.

/** Kafka could not be reached, or did not acknowledge in time; the record may or may not be there. */
export class KafkaUnavailableError extends Error {
  readonly code = 'kafka_unavailable';
  constructor(
    readonly topic: string,
    cause: unknown,
  ) {
    super(`Kafka did not acknowledge a record for ${topic}`, { cause });
    this.name = 'KafkaUnavailableError';
  }
}

/** The record is larger than its topic takes; it will never be written. */
export class RecordTooLargeError extends Error {
  readonly code = 'record_too_large';
  constructor(
    readonly topic: string,
    readonly bytes: number,
    cause?: unknown,
  ) {
    super(`A record of ${bytes} bytes is too large for ${topic}`, { cause });
    this.name = 'RecordTooLargeError';
  }
}

const tooLargeTypes = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

/** Whether the broker refused a request for the size of its records. */
export const isTooLarge = (error: unknown): boolean => tooLargeTypes.has(refusalOf(error) ?? '');

/** What a broker said against a request, such as `NOT_ENOUGH_REPLICAS`; `undefined` when none answered. */
export function refusalOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('type' in error && typeof error.type === 'string') return error.type;
  return 'cause' in error ? refusalOf(error.cause) : undefined;
}
