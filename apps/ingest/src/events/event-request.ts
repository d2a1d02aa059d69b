// An event as a producer sends it: a CloudEvent in JSON, most of whose attributes may be left out. Its `data` is
// checked by the event type's own schema.
import { initiators, parseListIds } from '@posthorn/contracts';
import { traceIdOf } from '@posthorn/service-runtime';
import { z } from 'zod';
import { attributeText } from './attribute-text.js';

const eventAdvice = 'Give an event: a JSON object';
const typeAdvice = 'Give the code of an event type, such as deal_update; GET /v1/event-types lists them';
const timeAdvice = 'Give an RFC 3339 time with an offset, such as 2026-07-17T22:01:25Z, or leave it out';
const listAdvice = 'Give text: decimal list ids separated by commas, such as "1,7"';
const initiatorAdvice = `Give one of ${initiators.join(', ')}`;
const accountAdvice = 'Give the id of an account: 1 to 64 letters, digits, underscores or dashes';
const traceAdvice = 'Give a W3C traceparent, such as 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const timeCharactersMax = 64;
const listCharactersMax = 1_000;

const time = z.iso
  .datetime({ offset: true, error: timeAdvice })
  .max(timeCharactersMax, { error: timeAdvice })
  .refine((text) => !Number.isNaN(Date.parse(text)), { error: timeAdvice });

const listId = z
  .string({ error: listAdvice })
  .max(listCharactersMax, { error: `At most ${listCharactersMax} characters` })
  .refine((text) => parseListIds(text) !== undefined, { error: listAdvice });

export const eventRequest = z.strictObject(
  {
    specversion: z.literal('1.0', { error: 'Give 1.0, or leave it out' }).optional(),
    id: attributeText.optional().describe('Unique within `source`. Absent: one is made.'),
    source: attributeText
      .regex(/^\S+$/, { error: 'Give a URI reference: no blanks' })
      .optional()
      .describe('URI reference. Absent: `urn:posthorn:ingest`.'),
    type: z.string({ error: typeAdvice }).describe('Event type of the catalogue, such as `deal_update`.'),
    subject: attributeText
      .optional()
      .describe('Id of the object that the event is about. Absent: the id that `data` has for it.'),
    time: time.optional().describe('RFC 3339. Absent: now.'),
    datacontenttype: z
      .literal('application/json', { error: 'Give application/json, or leave it out' })
      .optional(),
    accountid: z
      .string({ error: accountAdvice })
      .regex(/^[\w-]{1,64}$/, { error: accountAdvice })
      .optional()
      .describe("Absent: the token's account. The operator must name it."),
    initiatedfrom: z
      .enum(initiators, { error: initiatorAdvice })
      .optional()
      .describe('Who made it happen. Absent: `api`.'),
    initiatedby: attributeText.optional().describe('Absent: as `initiatedfrom`.'),
    listid: listId.optional().describe('Decimal list ids, separated by commas. Absent or `0`: no list.'),
    schemaid: attributeText
      .optional()
      .describe("Id of a custom object's schema. Absent: the id that `data` has for it."),
    mass: z
      .boolean({ error: 'Give true or false, or leave it out' })
      .optional()
      .describe('Part of an import or a mass operation, which sends nothing by default.'),
    traceparent: z
      .string({ error: traceAdvice })
      .refine((text) => traceIdOf(text) !== undefined, { error: traceAdvice })
      .optional()
      .describe("W3C Trace Context. Absent: the request's own."),
    data: z
      .record(z.string(), z.unknown(), { error: "Give the event's data, an object" })
      .describe("As the event type's schema has it."),
  },
  { error: eventAdvice },
);

export type EventRequest = z.infer<typeof eventRequest>;
