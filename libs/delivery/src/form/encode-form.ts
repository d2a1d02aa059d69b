// The form body of one event, as ActiveCampaign sends it and byte for byte as PHP's `http_build_query` writes it:
// the envelope, then the event type's blocks. What the keys are stands in the catalogue.
import type { EventAttributes, EventContract } from '@posthorn/contracts';
import type { BodyContext, BodyEncoder, DecodedEvent } from '../body/body-encoder.js';
import { compileForm, severalLists, type WriteForm } from './compile-form.js';
import { localTime } from './local-time.js';
import { percentEncode } from './percent-encode.js';

export const formEncoder: BodyEncoder = {
  contentType: 'application/x-www-form-urlencoded',
  version: 1,
  encode: encodeForm,
  /** The list matters only where the event has several to name one of. */
  variantOf: ({ listIds }, { timeZone, listId = '' }) => `${timeZone}/${listIds.length > 1 ? listId : ''}`,
};

/** ASCII. `list` names the subscription's list if the event is about it, else the event's first. Never throws. */
export function encodeForm(eventType: EventContract, event: DecodedEvent, context: BodyContext): Buffer {
  const { attributes, data } = event;
  const scope = { value: data, prefix: '&', attributes, timeZone: context.timeZone };
  const body = writerOf(eventType)(scope);
  const text =
    eventType.envelope === 'none' ? body.slice(1) : envelope(eventType, attributes, context) + body;
  return Buffer.from(text, 'latin1');
}

const writers = new WeakMap<EventContract, WriteForm>();

function writerOf(eventType: EventContract): WriteForm {
  const known = writers.get(eventType);
  if (known !== undefined) return known;
  const writer = compileForm(eventType.form);
  writers.set(eventType, writer);
  return writer;
}

function envelope(eventType: EventContract, attributes: EventAttributes, context: BodyContext): string {
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

const namesOneList = ({ envelope, form }: EventContract, attributes: EventAttributes): boolean =>
  envelope === 'with_list' &&
  (severalLists(attributes).length === 0 || !form.some(({ kind }) => kind === 'event_lists'));

const listOf = ({ listIds }: EventAttributes, listId: string | undefined): string =>
  percentEncode(listId !== undefined && listIds.includes(listId) ? listId : (listIds[0] ?? '0'));
