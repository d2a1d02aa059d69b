// The webhook that an automation sends, ActiveCampaign's action of that name: an event that says itself where it goes.
// It is no event type of the catalogue, since nobody subscribes to it.
import { z } from 'zod';
import { contact, contactSample } from '../catalogue/blocks/contact.js';
import { fieldValue, id, text } from '../catalogue/data-values.js';
import type { EventContract } from '../catalogue/event-type.js';
import { each, value } from '../catalogue/form-builders.js';

const personalisationTag = z
  .string()
  .regex(/^[\w-]{1,100}$/)
  .describe('Personalisation tag: 1 to 100 letters, digits, underscores or dashes, without percent signs.');

const areApart = (fields: Readonly<Record<string, unknown>>): boolean => {
  const tags = Object.keys(fields);
  return new Set(tags.map((tag) => tag.toLowerCase())).size === tags.length;
};

/** The contact of the catalogue, whose custom fields go by their personalisation tags instead of their ids. */
export const automationContact = contact.extend({
  fields: z
    .record(personalisationTag, fieldValue)
    .refine(areApart, 'Tags that differ in upper and lower case only are one field: send it once')
    .optional()
    .describe(
      'Custom fields by their personalisation tags, such as FAVOURITE_COLOUR; written in lower case.',
    ),
});

export const automationWebhook: EventContract = {
  code: 'automation_webhook',
  label: 'Automation webhook',
  objectType: 'automation',
  takesList: false,
  schema: z.strictObject({
    url: text.describe('Where it is posted: by the same rules as the URL of a subscription.'),
    series_id: id.describe('Id of the automation: decimal digits as text, without leading zeros.'),
    contact: automationContact,
  }),
  sample: {
    url: 'https://receiver.example/automations',
    series_id: '12',
    contact: { ...contactSample, fields: { FAVOURITE_SUBJECT: 'Mathematics', COLOURS: ['Blue', 'Green'] } },
  },
  subjectFrom: ['series_id'],
  envelope: 'none',
  form: [
    value('contact.id'),
    value('contact.email'),
    value('contact.first_name'),
    value('contact.last_name'),
    value('contact.phone'),
    value('contact.orgname', 'contact.company.name'),
    value('contact.customer_acct_name', 'contact.company.name'),
    value('contact.tags', 'contact.tags', 'joined'),
    { ...value('contact.ip4', 'contact.ip'), missing: '0.0.0.0' },
    { ...each('contact.fields', 'contact.fields', 'text'), names: 'lower' },
    value('seriesid', 'series_id'),
  ],
};

/** What says where an automation's webhook goes. */
export interface AutomationTarget {
  readonly url: string;
  readonly seriesId: string;
}

const seriesIdCharactersMax = 256;
const targetSchema = z.looseObject({
  url: z.string(),
  series_id: z
    .union([z.string().min(1).max(seriesIdCharactersMax), z.int()])
    .transform((seriesId) => String(seriesId)),
});

const notAnObject = 'data: expected a JSON object';
const targetRules: Readonly<Record<string, string>> = {
  url: 'data.url: expected text',
  series_id: `data.series_id: expected text of 1 to ${seriesIdCharactersMax} characters, or a whole number`,
};

/** Of an event's `data`, which a producer may have written without a door; the fault names fields, never values. */
export function readAutomationTarget(
  data: unknown,
):
  { readonly ok: true; readonly target: AutomationTarget } | { readonly ok: false; readonly detail: string } {
  const parsed = targetSchema.safeParse(data);
  if (parsed.success) {
    const { url, series_id: seriesId } = parsed.data;
    return { ok: true, target: { url, seriesId } };
  }
  const fields = new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')));
  return { ok: false, detail: [...fields].map((field) => targetRules[field] ?? notAnObject).join('; ') };
}

/** Stands wherever a record names the subscription that a delivery goes to; a subscription's begins with `sub_`. */
export const automationId = (accountId: string, seriesId: string): string =>
  `automation:${accountId}:${seriesId}`;
