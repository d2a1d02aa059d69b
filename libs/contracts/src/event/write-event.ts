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
  const optional: Record<string, string | undefined> = {
    ce_subject: attributes.subject,
    ce_listid: attributes.listIds.length > 0 ? attributes.listIds.join(',') : undefined,
    ce_schemaid: attributes.schemaId,
    ce_mass: attributes.mass ? 'true' : undefined,
    ce_traceparent: attributes.traceparent,
  };
  return {
    key: `${attributes.accountId}:${attributes.subject ?? attributes.id}`,
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: attributes.id,
      ce_source: attributes.source,
      ce_type: attributes.type,
      ce_time: attributes.time,
      ce_accountid: attributes.accountId,
      ce_initiatedfrom: attributes.initiatedFrom,
      ce_initiatedby: attributes.initiatedBy,
      ...Object.fromEntries(Object.entries(optional).filter((entry) => entry[1] !== undefined)),
    },
    value: JSON.stringify(data),
  };
}
