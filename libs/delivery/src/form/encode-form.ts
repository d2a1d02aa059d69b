// The form body of one event, as ActiveCampaign sends it and byte for byte as PHP's `http_build_query` writes it:
// the envelope, then the event type's blocks. What the keys are stands in the catalogue.
import type { EventAttributes, EventType } from '@posthorn/contracts';
import { compileForm, severalLists, type WriteForm } from './compile-form.js';
import { localTime } from './local-time.js';
import { percentEncode } from './percent-encode.js';

/** Raised whenever the same event would be written otherwise than before. */
export const formEncoderVersion = 1;

export const formContentType = 'application/x-www-form-urlencoded';

export interface FormEvent {
  readonly attributes: EventAttributes;
  /** The event's data as a JSON value; any JSON can be encoded, what is missing is written as empty. */
  readonly data: unknown;
}

export interface FormContext {
  /** IANA time zone of the account; an unknown one counts as UTC. */
  readonly timeZone: string;
  /** The subscription's list, when it has one: `list` names it if the event is about it, else the event's first. */
  readonly listId?: string | undefined;
}

/** The body's bytes, which are ASCII. Never throws. */
export function encodeForm(eventType: EventType, event: FormEvent, context: FormContext): Buffer {
  const { attributes, data } = event;
  const scope = { value: data, prefix: '&', attributes, timeZone: context.timeZone };
  const body = writerOf(eventType)(scope);
  const text =
    eventType.envelope === 'none' ? body.slice(1) : envelope(eventType, attributes, context) + body;
  return Buffer.from(text, 'latin1');
}

const writers = new WeakMap<EventType, WriteForm>();

function writerOf(eventType: EventType): WriteForm {
  const known = writers.get(eventType);
  if (known !== undefined) return known;
  const writer = compileForm(eventType.form);
  writers.set(eventType, writer);
  return writer;
}

function envelope(eventType: EventType, attributes: EventAttributes, context: FormContext): string {
  const head =
    `type=${percentEncode(attributes.type)}` +
    `&date_time=${percentEncode(dateTime(attributes.time, context.timeZone))}` +
    `&initiated_from=${attributes.initiatedFrom}` +
    `&initiated_by=${percentEncode(attributes.initiatedBy)}`;
  return namesOneList(eventType, attributes) ? `${head}&list=${listOf(attributes, context.listId)}` : head;
}

function dateTime(time: string, timeZone: string): string {
  const local = localTime(Date.parse(time), timeZone);
  return local === undefined ? time : local.dateTime + local.offset;
}

const namesOneList = ({ envelope, form }: EventType, attributes: EventAttributes): boolean =>
  envelope === 'with_list' &&
  (severalLists(attributes).length === 0 || !form.some(({ kind }) => kind === 'event_lists'));

const listOf = ({ listIds }: EventAttributes, listId: string | undefined): string =>
  percentEncode(listId !== undefined && listIds.includes(listId) ? listId : (listIds[0] ?? '0'));
