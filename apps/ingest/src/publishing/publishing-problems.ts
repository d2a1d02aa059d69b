// Why an event that is right was not written.
import { eventRecordBytesMax } from '@posthorn/contracts';
import { unavailable, type Problem, type RateLimit, type RateUse } from '@posthorn/service-runtime';

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

/** Nothing of it was written. */
export const tooManyEvents = (
  accountId: string,
  { perSecondMax, retryAfterS }: Pick<RateLimit, 'perSecondMax'> & Pick<RateUse, 'retryAfterS'>,
): Problem => ({
  ...{ status: 429, code: 'too_many_events', title: 'Too many events in a second' },
  detail:
    `The account ${accountId} may publish ${perSecondMax} events a second; this one was not written. ` +
    `Send it again after ${retryAfterS} s, and fewer a second, or ask the operator to raise EVENTS_PER_SECOND_PER_ACCOUNT_MAX`,
  retryAfterS,
});

export function eventTooLarge(bytes: number): Problem {
  const detail = `The event has ${bytes} bytes as a record; its topic takes ${eventRecordBytesMax}`;
  return {
    ...{ status: 413, code: 'event_too_large', title: 'The event is too large', detail },
    errors: [{ field: 'data', detail: 'Send less data in one event' }],
  };
}
