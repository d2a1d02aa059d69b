// Answers of this service, for the OpenAPI document.
import { objectTypes, plans, subscriptionKinds } from '@posthorn/contracts';
import { z } from 'zod';

const fault = z.object({ field: z.string(), detail: z.string() });

/** RFC 9457. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('A stable word for programs'),
  detail: z.string().describe('For people'),
  instance: z.string().describe("The request's id, as in the log"),
  errors: z.array(fault).optional(),
  errors_omitted: z.int().optional(),
});

export const acceptedSchema = z.object({
  id: z.string(),
  topic: z.string(),
  partition: z.int(),
  offset: z.string().describe('Decimal'),
  appended_at: z.iso.datetime().describe("The broker's time"),
});

const refusedSchema = problemSchema.pick({ status: true, code: true, title: true, detail: true }).extend({
  errors: z.array(fault),
});

export const batchSchema = z.object({
  accepted_count: z.int(),
  refused_count: z.int(),
  results: z.array(z.union([z.object({ accepted: acceptedSchema }), z.object({ refused: refusedSchema })])),
});

export const eventTypeSummarySchema = z.object({
  type: z.string(),
  label: z.string().describe('As the console shows it'),
  group: z.string().describe('The group in which the console shows it'),
  object_type: z.enum(objectTypes),
  kind: z.enum(subscriptionKinds).describe('The kind of subscription that takes it'),
  plans: z.array(z.enum(plans)).describe('Plans that have it; an account needs one of them'),
  takes_list: z.boolean().describe("Whether a subscription's list applies"),
});

export const eventTypeSchema = eventTypeSummarySchema.extend({
  schema: z.object({}).loose().describe('JSON Schema (2020-12) of `data`'),
  sample: z.object({}).loose().describe('An event that is accepted as it stands'),
});
