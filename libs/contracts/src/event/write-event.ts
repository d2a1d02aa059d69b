// Writes an event as a Kafka record in CloudEvents binary mode: attributes in `ce_*` headers, data as JSON.
import type { EventAttributes } from './event.js';

export interface WrittenEvent {
  /** `<accountId>:<objectId>`: one object's events stay in one partition. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** UTF-8 JSON. */
  readonly value: string;
}

/** The record of an event; `data` must be a JSON value. */
export function writeEvent(attributes: EventAttributes, data: unknown): WrittenEvent {
  return {
    key: `${attributes.accountId}:${attributes.subject ?? attributes.id}`,
    headers: writeAttributes(attributes),
    value: JSON.stringify(data),
  };
}

/** The headers of an event's record; what an event does not have is left out. */
export function writeAttributes(attributes: EventAttributes): Readonly<Record<string, string>> {
  const { subject, listIds, schemaId, mass, traceparent } = attributes;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: attributes.id,
    ce_source: attributes.source,
    ce_type: attributes.type,
    ce_time: attributes.time,
    ce_accountid: attributes.accountId,
    ce_initiatedfrom: attributes.initiatedFrom,
    ce_initiatedby: attributes.initiatedBy,
  };
  if (subject !== undefined) headers.ce_subject = subject;
  if (listIds.length > 0) headers.ce_listid = listIds.join(',');
  if (schemaId !== undefined) headers.ce_schemaid = schemaId;
  if (mass) headers.ce_mass = 'true';
  if (traceparent !== undefined) headers.ce_traceparent = traceparent;
  return headers;
}
