// Why an event that is right was not written.
import { eventRecordBytesMax } from '@posthorn/contracts';
import { unavailable, type Problem } from '@posthorn/service-runtime';

const kafkaRetryAfterS = 5;
const busyRetryAfterS = 1;

/** Nothing is promised: the event may stand in Kafka or not. */
export const kafkaUnavailable: Problem = unavailable(
  'kafka_unavailable',
  'Kafka did not acknowledge the event in time; send it again with the same id',
  kafkaRetryAfterS,
).problem;

export const tooBusy: Problem = unavailable(
  'too_busy',
  'Too many events wait for Kafka; this one was not written',
  busyRetryAfterS,
).problem;

export function eventTooLarge(bytes: number): Problem {
  const detail = `The event has ${bytes} bytes as a record; its topic takes ${eventRecordBytesMax}`;
  return {
    ...{ status: 413, code: 'event_too_large', title: 'The event is too large', detail },
    errors: [{ field: 'data', detail: 'Send less data in one event' }],
  };
}
