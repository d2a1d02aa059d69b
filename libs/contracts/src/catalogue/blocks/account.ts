// An account in ActiveCampaign's sense, a company, and what ties a contact to it. In `contact.company` stands the
// same company as a contact has it.
import { z } from 'zod';
import { fieldValue, id, text, time } from '../data-values.js';
import { each, value } from '../form-builders.js';

export const account = z.strictObject({
  id,
  name: text,
  url: text.optional(),
  create_date: time.optional(),
  update_date: time.optional(),
  fields: z.record(text.min(1), fieldValue).optional().describe('Custom fields by their label.'),
});

export const accountSample = {
  id: '17',
  name: 'Analytical Engines Ltd',
  url: 'https://engines.example.com',
  create_date: '2026-07-01T09:00:00-05:00',
  update_date: '2026-07-17T22:01:25-05:00',
  fields: { Industry: 'Machinery', Employees: 12, Metals: ['Brass', 'Steel'] },
};

export const accountForm = [
  value('account.id'),
  value('account.name'),
  value('account.account_url', 'account.url'),
  value('account.created_timestamp', 'account.create_date', 'local_time_iso'),
  value('account.updated_timestamp', 'account.update_date', 'local_time_iso'),
  each('account.fields', 'account.fields', 'text'),
];

export const accountContact = z.strictObject({ id, job_title: text.optional() });

export const accountContactSample = { id: '52', job_title: 'Countess' };

export const accountContactForm = [
  value('accountContact.id', 'account_contact.id'),
  value('accountContact.account', 'account.id'),
  value('accountContact.contact', 'contact.id'),
  value('accountContact.job_title', 'account_contact.job_title'),
];
