// What may be asked of the door for automations. The same over REST and gRPC.
import { automationContact, automationWebhook } from '@posthorn/contracts';
import { targetUrlCharactersMax } from '@posthorn/outbound-http';
import { z } from 'zod';
import { attributeText } from '../events/attribute-text.js';
import { eventRequest } from '../events/event-request.js';

/** Why a URL may not be posted to, for people; `undefined` when it may. */
export type UrlObjection = (url: string) => string | undefined;

const urlField = (objection: UrlObjection) =>
  z
    .string({ error: 'Give the https URL that the contact is posted to' })
    .max(targetUrlCharactersMax, { error: `At most ${targetUrlCharactersMax} characters` })
    .check((context) => {
      const message = objection(context.value);
      if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
    })
    .describe('Where the contact is posted to: https, port 443, a public host.');

export const automationRequest = (objection: UrlObjection) =>
  z.strictObject(
    {
      url: urlField(objection),
      contact: automationContact.describe('Give the contact, an object'),
      id: attributeText.optional().describe('Unique within the account. Absent: one is made.'),
      accountid: eventRequest.shape.accountid,
    },
    { error: 'Give a JSON object with url and contact' },
  );

/** Of the path. */
export const seriesIdField = automationWebhook.schema.shape.series_id as z.ZodType<string>;

export type AutomationRequestSchema = ReturnType<typeof automationRequest>;
