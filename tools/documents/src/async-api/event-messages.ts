// Messages of `events.*`: a CloudEvent for each event type, in binary mode, as ingest writes it.
import {
  automationWebhook,
  eventTypes,
  findEventType,
  initiators,
  writeEvent,
  type EventContract,
} from '@posthorn/contracts';
import { headersSchema, jsonSchemaOf, textSchema, type Json } from './json-schema.js';

/** What all events have in common. */
export const cloudEventTrait: Json = {
  contentType: 'application/json',
  headers: headersSchema(
    {
      'content-type': { const: 'application/json' },
      ce_specversion: { const: '1.0' },
      ce_id: textSchema('Unique within ce_source; at most 256 bytes.'),
      ce_source: textSchema('URI reference.'),
      ce_time: { type: 'string', format: 'date-time' },
      ce_accountid: textSchema('The account that it belongs to.'),
      ce_initiatedfrom: { enum: initiators },
      ce_initiatedby: textSchema('Absent: as ce_initiatedfrom.'),
      ce_subject: textSchema('Id of the object that the event is about.'),
      ce_listid: textSchema('Decimal list ids, separated by commas. Absent or 0: no list.'),
      ce_schemaid: textSchema("Id of a custom object's schema."),
      ce_mass: {
        enum: ['true', 'false'],
        description: 'true: part of a mass operation, which sends nothing.',
      },
      ce_traceparent: textSchema('W3C Trace Context.'),
    },
    ['ce_specversion', 'ce_id', 'ce_source', 'ce_time', 'ce_type', 'ce_accountid', 'ce_initiatedfrom'],
  ),
  bindings: keyed('<account>:<object>, so that the events of one object stand in one partition.'),
};

export const eventMessages: Readonly<Record<string, Json>> = Object.fromEntries(
  [...eventTypes, automationWebhook].map((contract) => [contract.code, messageOf(contract)]),
);

function messageOf(eventType: EventContract): Json {
  return {
    name: eventType.code,
    title: eventType.label,
    traits: [{ $ref: '#/components/messageTraits/cloudEvent' }],
    headers: { type: 'object', properties: { ce_type: { const: eventType.code } } },
    payload: jsonSchemaOf(eventType.schema),
    examples: [exampleOf(eventType)],
  };
}

function exampleOf({ code, takesList, sample }: EventContract): Json {
  const schemaFrom = findEventType(code)?.schemaFrom;
  const schemaId = schemaFrom?.reduce<unknown>((value, key) => (value as Json)[key], sample);
  const { headers } = writeEvent(
    {
      ...{ id: 'evt_1', source: '/crm', type: code, time: '2026-07-18T03:01:25Z', subject: '42' },
      ...{ accountId: 'acme', initiatedFrom: 'admin', initiatedBy: 'admin' },
      ...{ listIds: takesList ? ['1'] : [], schemaId: schemaId as string | undefined },
      ...{ mass: false, traceparent: undefined },
    },
    sample,
  );
  return { headers, payload: sample };
}

/** The binding of a record's key. */
export function keyed(description: string): Json {
  return { kafka: { key: textSchema(description), bindingVersion: '0.5.0' } };
}
