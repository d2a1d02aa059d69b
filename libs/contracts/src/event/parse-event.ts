// Reads a record of `events.*` as a CloudEvent, binary or structured (CloudEvents Kafka binding 1.0). Tolerant:
// only what is no event at all is poison. The data of a binary event is not parsed here.
import { z } from 'zod';
import type { EventAttributes, PosthornEvent } from './event.js';
import { isInitiator } from './initiator.js';
import { headerText, type RecordHeaders } from './kafka-record.js';

export const structuredContentType = 'application/cloudevents+json';

export type ParsedEvent =
  | { readonly kind: 'event'; readonly event: PosthornEvent }
  | {
      readonly kind: 'poison';
      readonly reason: 'not_a_cloud_event' | 'unreadable_data';
      readonly detail: string;
    };

export interface EventRecord {
  readonly headers: RecordHeaders;
  readonly value: Uint8Array | null;
}

/** Where each attribute stands in binary mode. Written out: a name made for each lookup costs as much as the lookup. */
const binaryHeaders = {
  specversion: 'ce_specversion',
  id: 'ce_id',
  source: 'ce_source',
  type: 'ce_type',
  time: 'ce_time',
  subject: 'ce_subject',
  accountid: 'ce_accountid',
  initiatedfrom: 'ce_initiatedfrom',
  initiatedby: 'ce_initiatedby',
  listid: 'ce_listid',
  schemaid: 'ce_schemaid',
  mass: 'ce_mass',
  traceparent: 'ce_traceparent',
} as const;

type AttributeName = keyof typeof binaryHeaders;

const decoder = new TextDecoder('utf-8', { fatal: true });
const jsonObject = z.record(z.string(), z.unknown());

const notAnEvent = (detail: string): ParsedEvent => ({ kind: 'poison', reason: 'not_a_cloud_event', detail });

/** Never throws: what cannot be read is `poison` with the attribute that is wrong. */
export function parseEvent(record: EventRecord): ParsedEvent {
  const contentType = headerText(record.headers, 'content-type') ?? '';
  if (contentType.toLowerCase().startsWith(structuredContentType)) return parseStructured(record.value);
  const attributes = readAttributes(record.headers, binaryAttribute);
  if (typeof attributes === 'string') return notAnEvent(attributes);
  return {
    kind: 'event',
    event: { attributes, data: { form: 'bytes', bytes: record.value ?? new Uint8Array() } },
  };
}

function parseStructured(value: Uint8Array | null): ParsedEvent {
  const parsed = jsonObject.safeParse(parseJson(value ?? new Uint8Array()).value);
  if (!parsed.success) return notAnEvent('the structured event is not a JSON object');
  const fields = parsed.data;
  const attributes = readAttributes(fields, structuredAttribute);
  if (typeof attributes === 'string') return notAnEvent(attributes);
  if (fields.data_base64 !== undefined) return notAnEvent('data_base64: send JSON in data instead');
  return { kind: 'event', event: { attributes, data: { form: 'value', value: fields.data } } };
}

const binaryAttribute = (headers: RecordHeaders, name: AttributeName): string | undefined =>
  headerText(headers, binaryHeaders[name]);

function structuredAttribute(
  fields: Readonly<Record<string, unknown>>,
  name: AttributeName,
): string | undefined {
  const value = fields[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** The attributes, or the fault as text that names the attribute. */
function readAttributes<Source>(
  from: Source,
  read: (from: Source, name: AttributeName) => string | undefined,
): EventAttributes | string {
  const specversion = read(from, 'specversion');
  if (specversion !== '1.0') return `specversion: expected 1.0, found ${specversion ?? 'nothing'}`;
  const required = {
    id: read(from, 'id'),
    source: read(from, 'source'),
    type: read(from, 'type'),
    accountId: read(from, 'accountid'),
  };
  const { id, source, type, accountId } = required;
  if (!id || !source || !type || !accountId) return `${missingOf(required)}: required, found nothing`;
  const initiatedFrom = read(from, 'initiatedfrom') ?? '';
  if (!isInitiator(initiatedFrom)) return 'initiatedfrom: expected public, admin, api or system';
  const listIds = parseListIds(read(from, 'listid'));
  if (listIds === undefined) return 'listid: expected decimal ids, separated by commas';
  const time = read(from, 'time');
  if (time === undefined || Number.isNaN(Date.parse(time))) return 'time: expected an RFC 3339 time';
  return {
    id,
    source,
    type,
    accountId,
    initiatedFrom,
    listIds,
    time,
    initiatedBy: read(from, 'initiatedby') ?? initiatedFrom,
    subject: read(from, 'subject'),
    schemaId: read(from, 'schemaid'),
    mass: read(from, 'mass') === 'true',
    traceparent: read(from, 'traceparent'),
  };
}

const missingOf = (attributes: Record<string, string | undefined>): string =>
  Object.entries(attributes)
    .filter(([, value]) => !value)
    .map(([name]) => name.toLowerCase())
    .join(', ');

/** `1,7` → `['1', '7']`; `0` and absent mean no list; `undefined` when it is not a set of decimal ids. */
export function parseListIds(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || text.trim() === '') return [];
  const ids = text.split(',').map((id) => id.trim());
  return ids.every((id) => /^\d{1,20}$/.test(id)) ? ids.filter((id) => !/^0+$/.test(id)) : undefined;
}

/** The event's data as a JSON value. */
export function readEventData(
  event: PosthornEvent,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly detail: string } {
  if (event.data.form === 'value') return { ok: true, value: event.data.value };
  const { ok, value } = parseJson(event.data.bytes);
  return ok ? { ok, value } : { ok: false, detail: 'data: not JSON in UTF-8' };
}

function parseJson(bytes: Uint8Array): { readonly ok: boolean; readonly value: unknown } {
  try {
    return { ok: true, value: JSON.parse(decoder.decode(bytes)) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return { ok: false, value: undefined };
    throw error;
  }
}
