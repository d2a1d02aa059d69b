// A delivery that was handed on: a record of `retry.*`, `paced`, `replays` or `dead-letters`. Its value is the
// event's own, byte for byte; its `ce_*` headers say the same attributes; what Posthorn adds stands in `posthorn-*`
// headers.
import { z } from 'zod';
import { headerText, type Coordinates, type RecordHeaders } from '../event/kafka-record.js';

export interface HandedOn {
  readonly subscriptionId: string;
  /** POSTs made so far that count. */
  readonly attempts: number;
  /** Times it was deferred on the receiver's own request (Retry-After), not counted as attempts. */
  readonly deferrals: number;
  /** When it was first handed on, ms since the epoch; its age is counted from here. */
  readonly firstHandedOnMs: number;
  /** Registry offset that the match was made at; a consumer whose view is behind waits. */
  readonly registryOffset: string;
  /** Where the event itself stands. */
  readonly origin: Coordinates;
  /** What the last attempt ended in, such as `rejected 503`; for people. */
  readonly lastOutcome: string | undefined;
}

export const handedOnHeaders = {
  subscription: 'posthorn-subscription',
  attempts: 'posthorn-attempts',
  deferrals: 'posthorn-deferrals',
  firstHandedOn: 'posthorn-first-handed-on',
  registryOffset: 'posthorn-registry-offset',
  origin: 'posthorn-origin',
  lastOutcome: 'posthorn-last-outcome',
} as const;

const names = handedOnHeaders;
const count = z.coerce.number().int().min(0);
const decimal = z.string().regex(/^-?\d{1,20}$/);
const schema = z.object({
  [names.subscription]: z.string().min(1),
  [names.attempts]: count,
  [names.deferrals]: count,
  [names.firstHandedOn]: count,
  [names.registryOffset]: decimal,
  [names.origin]: z.string().regex(/^[^/]+\/\d+\/\d+$/),
  [names.lastOutcome]: z.string().optional(),
});

export const writeHandedOn = (delivery: HandedOn): Readonly<Record<string, string>> => ({
  [names.subscription]: delivery.subscriptionId,
  [names.attempts]: String(delivery.attempts),
  [names.deferrals]: String(delivery.deferrals),
  [names.firstHandedOn]: String(delivery.firstHandedOnMs),
  [names.registryOffset]: delivery.registryOffset,
  [names.origin]: formatCoordinates(delivery.origin),
  ...(delivery.lastOutcome === undefined ? {} : { [names.lastOutcome]: delivery.lastOutcome }),
});

/** The delivery, or the faulty header's name with what was expected. */
export function readHandedOn(headers: RecordHeaders): HandedOn | { readonly fault: string } {
  const texts = Object.fromEntries(Object.values(names).map((name) => [name, headerText(headers, name)]));
  const parsed = schema.safeParse(texts);
  if (!parsed.success) return { fault: z.prettifyError(parsed.error) };
  const [topic = '', partition = '', offset = ''] = parsed.data[names.origin].split('/');
  return {
    subscriptionId: parsed.data[names.subscription],
    attempts: parsed.data[names.attempts],
    deferrals: parsed.data[names.deferrals],
    firstHandedOnMs: parsed.data[names.firstHandedOn],
    registryOffset: parsed.data[names.registryOffset],
    origin: { topic, partition: Number(partition), offset },
    lastOutcome: parsed.data[names.lastOutcome],
  };
}

/** `topic/partition/offset`. */
export const formatCoordinates = (at: Coordinates): string => `${at.topic}/${at.partition}/${at.offset}`;
