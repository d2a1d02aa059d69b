// A delivery that was handed on: a record of `retry.*`, `paced`, `replays` or `dead-letters`. Its value is the
// event's own, byte for byte; its `ce_*` headers say the same attributes; what Posthorn adds stands in `posthorn-*`
// headers.
import { z } from 'zod';
import { headerText, type Coordinates, type RecordHeaders } from '../event/kafka-record.js';

export interface HandedOn {
  /** Of an automation: `automation:<account>:<series>`; its URL stands in the event. */
  readonly subscriptionId: string;
  /** POSTs made so far that count. */
  readonly attempts: number;
  /** Times it was deferred on the receiver's own request (Retry-After), not counted as attempts. */
  readonly deferrals: number;
  /**
   * When it was first handed on for another reason than its subscription's limits, ms since the epoch; `undefined`
   * while it never was. Its age is counted from here.
   */
  readonly firstHandedOnMs: number | undefined;
  /** While it waits by its subscription's limits. */
  readonly turn?: Turn | undefined;
  /** Registry offset that the match was made at; a consumer whose view is behind waits. */
  readonly registryOffset: string;
  /** Where the event itself stands. */
  readonly origin: Coordinates;
  /** What the last attempt ended in, such as `rejected 503`; for people. */
  readonly lastOutcome: string | undefined;
}

/** A place in the order that a subscription's limits make of its deliveries. */
export interface Turn {
  /** Since when it waits, ms since the epoch. */
  readonly sinceMs: number;
  /** When it is about its turn, ms since the epoch. */
  readonly atMs: number;
}

export const handedOnHeaders = {
  subscription: 'posthorn-subscription',
  attempts: 'posthorn-attempts',
  deferrals: 'posthorn-deferrals',
  firstHandedOn: 'posthorn-first-handed-on',
  turn: 'posthorn-turn',
  registryOffset: 'posthorn-registry-offset',
  origin: 'posthorn-origin',
  lastOutcome: 'posthorn-last-outcome',
} as const;

const names = handedOnHeaders;
const count = z.coerce.number().int().min(0);
const decimalPattern = /^-?\d{1,20}$/;
const decimal = z.string().regex(decimalPattern);
const schema = z.object({
  [names.subscription]: z.string().min(1),
  [names.attempts]: count,
  [names.deferrals]: count,
  [names.firstHandedOn]: count.optional(),
  /** `<since>/<at>` */
  [names.turn]: z
    .string()
    .regex(/^\d{1,15}\/\d{1,15}$/)
    .optional(),
  [names.registryOffset]: decimal,
  [names.origin]: z.string().regex(/^[^/]+\/\d+\/\d+$/),
  [names.lastOutcome]: z.string().optional(),
});

export function writeHandedOn(delivery: HandedOn): Readonly<Record<string, string>> {
  const { firstHandedOnMs, turn, lastOutcome } = delivery;
  const headers: Record<string, string> = {
    [names.subscription]: delivery.subscriptionId,
    [names.attempts]: String(delivery.attempts),
    [names.deferrals]: String(delivery.deferrals),
    [names.registryOffset]: delivery.registryOffset,
    [names.origin]: formatCoordinates(delivery.origin),
  };
  if (firstHandedOnMs !== undefined) headers[names.firstHandedOn] = String(firstHandedOnMs);
  if (turn !== undefined) headers[names.turn] = `${turn.sinceMs}/${turn.atMs}`;
  if (lastOutcome !== undefined) headers[names.lastOutcome] = lastOutcome;
  return headers;
}

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
    turn: readTurn(parsed.data[names.turn]),
    registryOffset: parsed.data[names.registryOffset],
    origin: { topic, partition: Number(partition), offset },
    lastOutcome: parsed.data[names.lastOutcome],
  };
}

/** The registry offset alone, which is looked at before anything else; `undefined` when it is absent or faulty. */
export function readRegistryOffset(headers: RecordHeaders): bigint | undefined {
  const text = headerText(headers, names.registryOffset);
  return text !== undefined && decimalPattern.test(text) ? BigInt(text) : undefined;
}

function readTurn(text: string | undefined): Turn | undefined {
  if (text === undefined) return undefined;
  const [sinceMs = 0, atMs = 0] = text.split('/').map(Number);
  return { sinceMs, atMs };
}

/** `topic/partition/offset`. */
export const formatCoordinates = (at: Coordinates): string => `${at.topic}/${at.partition}/${at.offset}`;
